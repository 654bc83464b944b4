import type { ClipLevels } from './clip-report.ts';

/** The ways in which one recording of a voice is better than another. */
export const merits = ['undistorted', 'noise', 'loudness', 'silence'] as const;
export type Merit = (typeof merits)[number];

/** A part of a recording that would be used, as it was measured. */
export interface Measured {
  readonly levels: ClipLevels;
  readonly lengthMs: number;
}

/** Faults are weighed against each other: one point is about what a listener notices. */
const faultsOf: Readonly<Record<Merit, (measured: Measured) => number>> = {
  undistorted: ({ levels: { cutFlat } }) => cutFlat * 25,
  // Beyond 40 dB nobody hears the room.
  noise: ({ levels: { speechDbfs, noiseDbfs } }) => Math.max(0, 40 - speechDbfs + noiseDbfs) / 6,
  // Speech that has to be made louder brings the room with it.
  loudness: ({ levels: { speechDbfs } }) => Math.max(0, -26 - speechDbfs) / 6,
  // Between words there is always some.
  silence: ({ levels: { heardMs }, lengthMs }) => Math.max(0, 0.8 - heardMs / lengthMs) * 10,
};
/** Less of a fault than all others have by so much is a reason that can be told. */
const tellable = 0.5;

/** The best of several, and in what it is clearly better than all others. Of those that are alike, the first. */
export function bestClip(measured: readonly Measured[]): {
  readonly index: number;
  readonly because: readonly Merit[];
} {
  const all = measured.map((each) => merits.map((merit) => faultsOf[merit](each)));
  const sums = all.map((faults) => faults.reduce((sum, fault) => sum + fault, 0));
  const index = sums.indexOf(Math.min(...sums));
  const others = all.filter((_, at) => at !== index);
  const because = merits.filter(
    (_, at) =>
      others.length > 0 &&
      others.every((faults) => (faults[at] ?? 0) - (all[index]?.[at] ?? 0) >= tellable),
  );
  return { index, because };
}
