/** Every fourth sample, the mean of its neighbours, is enough to find the lag roughly. */
const coarseStep = 4;

/**
 * How alike two recordings are: the highest normalised cross-correlation, from 0 to 1, over all lags of at most
 * `maxLagMs` in either direction. Correlated is what both hold at that lag; 0 when either is silent.
 */
export function similarity(
  heard: Float32Array,
  made: Float32Array,
  { sampleRate, maxLagMs = 200 }: { readonly sampleRate: number; readonly maxLagMs?: number },
): number {
  const maxLag = Math.round((maxLagMs / 1000) * sampleRate);
  const rough = bestLag(thin(heard), thin(made), {
    from: -Math.ceil(maxLag / coarseStep),
    to: Math.ceil(maxLag / coarseStep),
  });
  const around = rough.lag * coarseStep;
  const fine = bestLag(heard, made, {
    from: Math.max(-maxLag, around - 2 * coarseStep),
    to: Math.min(maxLag, around + 2 * coarseStep),
  });
  return Math.max(0, fine.correlation);
}

function bestLag(
  heard: Float32Array,
  made: Float32Array,
  lags: { readonly from: number; readonly to: number },
): { readonly lag: number; readonly correlation: number } {
  let best = { lag: 0, correlation: -1 };
  for (let lag = lags.from; lag <= lags.to; lag += 1) {
    const correlation = correlationAt(heard, made, lag);
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}

/** Correlation of `heard[i + lag]` with `made[i]`, for all `i` for which both exist. */
function correlationAt(heard: Float32Array, made: Float32Array, lag: number): number {
  const from = Math.max(0, -lag);
  const to = Math.min(made.length, heard.length - lag);
  // An overlap of a fraction could be alike by chance: at least half of the shorter one has to be there.
  if (to - from < Math.min(made.length, heard.length) / 2) return 0;
  let product = 0;
  let heardPower = 0;
  let madePower = 0;
  for (let at = from; at < to; at += 1) {
    const one = heard[at + lag] ?? 0;
    const other = made[at] ?? 0;
    product += one * other;
    heardPower += one * one;
    madePower += other * other;
  }
  return heardPower === 0 || madePower === 0 ? 0 : product / Math.sqrt(heardPower * madePower);
}

function thin(samples: Float32Array): Float32Array {
  const thinned = new Float32Array(Math.floor(samples.length / coarseStep));
  for (let at = 0; at < thinned.length; at += 1) {
    let sum = 0;
    for (let offset = 0; offset < coarseStep; offset += 1)
      sum += samples[at * coarseStep + offset] ?? 0;
    thinned[at] = sum / coarseStep;
  }
  return thinned;
}
