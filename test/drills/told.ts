/** The last that people are told of a line, in a word. */
export const outcomes = [
  'spoken',
  'another voice',
  'read',
  'out of reach',
  'maybe charged',
  'failed',
  'too late',
] as const;
export type Outcome = (typeof outcomes)[number];

const sentences: readonly (readonly [Outcome, RegExp])[] = [
  ['another voice', /^Spoken .*in another voice/u],
  ['spoken', /^Spoken/u],
  ['read', /^It was read\./u],
  ['out of reach', /can.t be reached or has a fault right now/u],
  ['maybe charged', /may have been charged/u],
  ['too late', /did not speak in time/u],
  ['failed', /^deAPI (?:failed|could not)/u],
];

/** Undefined for a sentence that nobody expects here. */
export function outcomeOf(told: string): Outcome | undefined {
  return sentences.find(([, pattern]) => pattern.test(told))?.[0];
}
