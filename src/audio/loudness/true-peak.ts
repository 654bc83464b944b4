/** The interpolation of ITU-R BS.1770-4, annex 2: four points for each sample. The other two mirror these. */
const first = Float64Array.of(
  0.001708984375,
  0.010986328125,
  -0.0196533203125,
  0.033203125,
  -0.0594482421875,
  0.1373291015625,
  0.97216796875,
  -0.102294921875,
  0.047607421875,
  -0.026611328125,
  0.014892578125,
  -0.00830078125,
);
const second = Float64Array.of(
  -0.0291748046875,
  0.029296875,
  -0.0517578125,
  0.089111328125,
  -0.16650390625,
  0.465087890625,
  0.77978515625,
  -0.2003173828125,
  0.1015625,
  -0.0582275390625,
  0.0330810546875,
  -0.0189208984375,
);
const third = second.toReversed();
const fourth = first.toReversed();
const taps = first.length;

/** Samples before a stretch that its true peak is read from, too. */
export const truePeakLead = taps - 1;

/**
 * The highest that the wave goes between the samples from `from` to `to`, which end some six samples earlier, and at
 * them: a converter makes that of them, whatever the samples themselves are. Between samples that are all below `loud` it
 * isn't looked for.
 */
export function truePeak(samples: Float32Array, from: number, to: number, loud = 0): number {
  let peak = 0;
  /** For so many samples from here on, one that is loud is among those that the wave is made of. */
  let near = 0;
  for (let at = from - truePeakLead; at < to; at += 1) {
    const level = Math.abs(samples[at] ?? 0);
    near = level >= loud ? taps : near - 1;
    if (at < from) continue;
    if (level > peak) peak = level;
    if (near > 0) peak = Math.max(peak, waveAt(samples, at));
  }
  return peak;
}

function waveAt(samples: Float32Array, at: number): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let tap = 0; tap < taps; tap += 1) {
    const sample = samples[at - tap] ?? 0;
    one += (first[tap] ?? 0) * sample;
    two += (second[tap] ?? 0) * sample;
    three += (third[tap] ?? 0) * sample;
    four += (fourth[tap] ?? 0) * sample;
  }
  return Math.max(Math.abs(one), Math.abs(two), Math.abs(three), Math.abs(four));
}
