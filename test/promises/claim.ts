/**
 * A page's words, the same but for line breaks, and tests that would fail if they were untrue. Figures are put into
 * the words by the constants of the code, so that neither changes without the other.
 */
export type Claim = readonly [says: string, ...shownBy: readonly ShownBy[]];

/** Titles of tests in a file below `test/`, named without `.test.ts`. */
type ShownBy = readonly [file: string, ...titles: readonly string[]];

/** A page, what it claims, and what of it isn't claimed by the bot. */
export interface Promises {
  readonly page: string;
  readonly claims: readonly Claim[];
  /** The parts that tests can't show, and why that is so. */
  readonly exempt: readonly (readonly [what: string | RegExp, why: string])[];
}

export const minutes = (ms: number): string => `${ms / 60_000} minutes`;
export const seconds = (ms: number): string => `${ms / 1_000} seconds`;
export const hours = (ms: number): string => `${ms / 3_600_000} hours`;
export const days = (ms: number): string => `${ms / 86_400_000} days`;
export const grouped = (count: number): string => count.toLocaleString('en');

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
export const inWords = (count: number): string => words[count] ?? String(count);
