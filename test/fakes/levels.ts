import type { ClipLevels } from '#audio/clip/clip-report.ts';

/** Those of a good recording. */
export const anyLevels: ClipLevels = {
  peakDbfs: -3,
  speechDbfs: -20,
  heardMs: 5_000,
  crestDb: 15,
  noiseDbfs: -65,
  cutFlat: 0,
};
