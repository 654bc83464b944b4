import { estimatedSize } from './pattern-size.ts';
import type { WordProblem } from './problem.ts';

/** Other words that are said instead, or a short sound file by its id. */
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
} as const;

/** Instructions; each costs time at every character of a message. */
export const maxPatternSize = 300;

/** Replacements are never replaced again, but many of them could still grow a message without end. UTF-16 units. */
export const maxGrowth = 20_000;

/** Patterns in one dictionary: each of them is looked for in each message. */
export const maxPatterns = 20;

/** A pattern of a dictionary. It is compiled where it is looked for. */
export type PatternEntry = Pick<Entry, 'from' | 'caseSensitive' | 'to'>;

/** The problem of an entry; undefined when it has none, as far as that can be told without compiling a pattern. */
export function problemOf(entry: Entry): WordProblem | undefined {
  const { maxPatternLength, maxFromLength, maxWordsLength } = entryLimits;
  if (entry.from.trim() === '') return { kind: 'no-word' };
  if (entry.match === 'pattern') {
    if (entry.from.length > maxPatternLength)
      return { kind: 'long-pattern', count: maxPatternLength };
    if (estimatedSize(entry.from) > maxPatternSize) return { kind: 'large-pattern' };
  } else if (entry.from.length > maxFromLength) return { kind: 'long-word', count: maxFromLength };
  if (entry.to.kind === 'sound')
    return entry.to.soundId.trim() === '' ? { kind: 'no-sound' } : undefined;
  if (entry.to.words.length > maxWordsLength) return { kind: 'long-words', count: maxWordsLength };
  return undefined;
}

export const tooManyPatterns: WordProblem = { kind: 'many-patterns', count: maxPatterns };
