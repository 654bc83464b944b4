import { RE2JS } from 're2js';

import { estimatedSize } from './pattern-size.ts';

/** What is said instead: other words, or a short sound file by its id. */
export type Replacement =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'sound'; readonly soundId: string };

/** `word`: whole words, emoji (`:name:` for custom ones) or names; `pattern`: a regular expression of RE2. */
export interface Entry {
  readonly match: 'word' | 'pattern';
  readonly from: string;
  readonly caseSensitive: boolean;
  readonly to: Replacement;
}

/** Against abuse: what one entry may hold, in UTF-16 units. */
const entryLimits = {
  maxFromLength: 60,
  maxWordsLength: 300,
  maxPatternLength: 200,
  /** Instructions; each costs time at every character of a message. */
  maxPatternSize: 300,
} as const;

/** Of one dictionary: each pattern is looked for in each message. */
export const maxPatterns = 20;

/** What is wrong with an entry, as a sentence for who wrote it; undefined when nothing is. */
export function problemOf(entry: Entry): string | undefined {
  if (entry.from.trim() === '') return 'The word is missing.';
  if (entry.match === 'pattern') {
    const problem = patternProblem(entry.from);
    if (problem !== undefined) return problem;
  } else if (entry.from.length > entryLimits.maxFromLength)
    return `The word is longer than ${entryLimits.maxFromLength} characters.`;
  if (entry.to.kind === 'sound')
    return entry.to.soundId.trim() === '' ? 'The sound is missing.' : undefined;
  if (entry.to.words.length > entryLimits.maxWordsLength)
    return `What is said is longer than ${entryLimits.maxWordsLength} characters.`;
  return undefined;
}

const tooLarge = 'The pattern is too large: repeat less in it.';

function patternProblem(pattern: string): string | undefined {
  if (pattern.length > entryLimits.maxPatternLength)
    return `The pattern is longer than ${entryLimits.maxPatternLength} characters.`;
  if (estimatedSize(pattern) > entryLimits.maxPatternSize) return tooLarge;
  const compiled = compilePattern(pattern, true);
  if (!compiled)
    return 'The pattern is no regular expression of RE2 (it has no look-around and no back-references).';
  if (compiled.programSize() > entryLimits.maxPatternSize) return tooLarge;
  if (compiled.matcher('').matches())
    return 'The pattern matches nothing at all, which is everywhere.';
  return undefined;
}

/** Undefined for what is no pattern. Takes time linear in the text, whatever the pattern. */
export function compilePattern(pattern: string, caseSensitive: boolean): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
