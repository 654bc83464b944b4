import type { SpeechModel } from '#speech/catalogue.ts';

/** The limits of the models of the benchmarks. */
export const modelLimits: SpeechModel['limits'] = {
  minTextChars: 1,
  maxTextChars: 5_000,
  minSpeed: 0.5,
  maxSpeed: 2,
  formats: ['mp3'],
  minClipMs: 3_000,
  maxClipMs: 10_000,
};
