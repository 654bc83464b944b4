/** The interpolation of ITU-R BS.1770-4, annex 2: four points for each sample. Phases 2 and 3 mirror these. */
const phases: readonly (readonly number[])[] = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875,
    0.1373291015625, 0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125,
    0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
    0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];
const taps = [...phases, ...phases.map((phase) => phase.toReversed())].map((phase) =>
  Float64Array.from(phase),
);

/** Samples before a stretch that its true peak is read from, too. */
export const truePeakLead = 11;

/**
 * The highest that the wave goes between the samples from `from` to `to`, which end some six samples earlier, and at
 * them: a converter makes that of them, whatever the samples themselves are.
 */
export function truePeak(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let at = from; at < to; at += 1) {
    peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    for (const phase of taps) {
      let sum = 0;
      for (let tap = 0; tap < phase.length; tap += 1) {
        sum += (phase[tap] ?? 0) * (samples[at - tap] ?? 0);
      }
      peak = Math.max(peak, Math.abs(sum));
    }
  }
  return peak;
}
