import type { ClipLevels } from './clip-report.ts';

/** Where services expect speech to be. */
const wantedDbfs = -20;
const maxGainDb = 24;
const maxPeakDbfs = -1;

/** The gain that makes a recording as loud as speech should be and cuts no peak; negative for one that is louder. */
export function gainDbOf({ speechDbfs, peakDbfs }: ClipLevels): number {
  return Math.min(wantedDbfs - speechDbfs, maxPeakDbfs - peakDbfs, maxGainDb);
}
