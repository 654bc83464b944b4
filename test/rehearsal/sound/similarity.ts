/**
 * Highest normalised correlation of two sounds at 24 kHz within ±200 ms of lag: at a quarter of the rate first, then
 * around the best lag at the full rate.
 */
export function similarity(made: Float32Array, heard: Float32Array): number {
  const coarse = best(every(made, 4), every(heard, 4), -1200, 1200);
  return best(made, heard, coarse.lag * 4 - 8, coarse.lag * 4 + 8).value;
}

function best(
  a: Float32Array,
  b: Float32Array,
  from: number,
  to: number,
): { lag: number; value: number } {
  let found = { lag: 0, value: 0 };
  for (let lag = from; lag <= to; lag += 1) {
    let product = 0;
    let energyA = 1e-9;
    let energyB = 1e-9;
    for (let at = Math.max(0, -lag); at < Math.min(a.length, b.length - lag); at += 1) {
      const [x, y] = [a[at]!, b[at + lag]!];
      product += x * y;
      energyA += x * x;
      energyB += y * y;
    }
    const value = product / Math.sqrt(energyA * energyB);
    if (value > found.value) found = { lag, value };
  }
  return found;
}

function every(samples: Float32Array, step: number): Float32Array {
  return samples.filter((_, index) => index % step === 0);
}
