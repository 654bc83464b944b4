import { given, merged } from '../part.ts';
import type { Part } from '../part.ts';
import { maxGrowth, maxPatterns, problemOf, tooManyPatterns } from './entry.ts';
import type { Entry, PatternEntry, Replacement } from './entry.ts';
import type { Replaced } from './patterns.ts';
import type { WordProblem } from './problem.ts';
import { keysIn, tokensOf, Trie } from './trie.ts';
import type { Token } from './trie.ts';

const selectors = /[\ufe0e\ufe0f]/g;

function fold(word: string): string {
  return word.replace(selectors, '').toLowerCase();
}

/** Makes a dictionary of entries, of which the first for a word counts; tells by their places which could not be used. */
export function compile(entries: readonly Entry[]) {
  const dictionary = new Dictionary();
  const problems = entries.flatMap((entry, index) => {
    const problem = dictionary.add(entry);
    return problem === undefined ? [] : [{ index, problem }];
  });
  return { dictionary, problems };
}

/** A dictionary made ready once, for many messages. */
export class Dictionary {
  readonly words = new Trie<Replacement>();
  readonly #patterns: PatternEntry[] = [];
  #size = 0;

  /** How many entries are in use. */
  get size(): number {
    return this.#size;
  }

  /** Not yet compiled: whoever looks for them does it. */
  get patterns(): readonly PatternEntry[] {
    return this.#patterns;
  }

  /** Adds one more, so that of thousands of them a part can be added at a time. Returns why it then isn't in use. */
  add(entry: Entry): WordProblem | undefined {
    const problem = problemOf(entry) ?? this.#put(entry);
    if (problem === undefined) this.#size += 1;
    return problem;
  }

  #put({ match, from, caseSensitive, to }: Entry): WordProblem | undefined {
    if (match === 'word')
      return this.words.add(tokensIn(from), to, caseSensitive) ? undefined : listedAlready;
    if (this.#patterns.length >= maxPatterns) return tooManyPatterns;
    this.#patterns.push({ from, caseSensitive, to });
    return undefined;
  }
}

const listedAlready: WordProblem = { kind: 'listed' };

function tokensIn(word: string): readonly Token[] {
  return tokensOf(word.normalize('NFC'), fold);
}

/** Returns why a new entry has no place among the known ones that it does not replace. */
export function clashOf(entry: Entry, known: readonly WrittenEntry[]): WordProblem | undefined {
  const others = known.filter(({ match, from }) => match === entry.match && from !== entry.from);
  if (entry.match === 'pattern') return others.length >= maxPatterns ? tooManyPatterns : undefined;
  // Few of thousands are alike but for case and spaces: only for these it has to be known where their words end.
  const looks = lookOf(entry.from);
  const alike = others.filter(({ from }) => lookOf(from) === looks);
  const dictionary = new Dictionary();
  for (const { from, caseSensitive } of alike) dictionary.add({ ...entry, from, caseSensitive });
  return dictionary.add(entry) === undefined ? undefined : listedAlready;
}

/** A word of a dictionary without what is said for it. */
export type WrittenEntry = Pick<Entry, 'match' | 'from' | 'caseSensitive'>;

function lookOf(word: string): string {
  return fold(word.normalize('NFC')).replace(/\s+/g, '');
}

/** Whether a dictionary has a reading for exactly this text. */
export function knows(dictionaries: readonly Dictionary[], text: string): boolean {
  const tokens = tokensOf(text, fold);
  return dictionaries.some(({ words }) => words.longest(tokens, 0)?.length === tokens.length);
}

/** The length that replacements may still add to a message, in UTF-16 units. */
export interface Growth {
  left: number;
}

export function freshGrowth(): Growth {
  return { left: maxGrowth };
}

/**
 * Replaces words in the author's text and in names, in one pass: at each word the longest key of all dictionaries,
 * and of equally long ones that of the first dictionary. Patterns come after, in what no word replaced.
 */
export function pronounce(
  parts: readonly Part[],
  dictionaries: readonly Dictionary[],
  growth = freshGrowth(),
): readonly Part[] {
  if (dictionaries.every(({ size }) => size === 0)) return parts;
  return merged(parts.flatMap((part) => byWords(part, dictionaries, growth)));
}

/** The texts of parts in which patterns are looked for, in their order. */
export function textsForPatterns(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => (isReplaceable(part) ? [part.text] : []));
}

/** Puts into the place of these texts what was made of them. */
export function withReplaced(
  parts: readonly Part[],
  texts: readonly Replaced[],
  growth: Growth,
): readonly Part[] {
  let at = 0;
  const result = parts.flatMap((part) => {
    if (!isReplaceable(part)) return [part];
    const { kind, text } = part;
    const segments = texts[at] ?? [text];
    at += 1;
    return segments.flatMap((segment): readonly Part[] =>
      // A part of the same kind, so that names stay names.
      typeof segment === 'string' ? [{ kind, text: segment }] : replacementParts(segment, growth),
    );
  });
  return merged(result);
}

function isReplaceable(part: Part): part is Extract<Part, { readonly kind: 'written' | 'name' }> {
  return part.kind === 'written' || part.kind === 'name';
}

function byWords(part: Part, dictionaries: readonly Dictionary[], growth: Growth): readonly Part[] {
  if (!isReplaceable(part)) return [part];
  const { kind, text } = part;
  const result: Part[] = [];
  let from = 0;
  const tries = dictionaries.map(({ words }) => words);
  for (const { value, start, end } of keysIn(tokensOf(text, fold), tries)) {
    if (start > from) result.push({ kind, text: text.slice(from, start) });
    result.push(...replacementParts(value, growth));
    from = end;
  }
  if (from === 0) return [part];
  if (from < text.length) result.push({ kind, text: text.slice(from) });
  return result;
}

function replacementParts(to: Replacement, growth: Growth): readonly Part[] {
  if (to.kind === 'sound') return [given(' '), { kind: 'sound', id: to.soundId }, given(' ')];
  growth.left -= to.words.length;
  return growth.left < 0 ? [] : [given(to.words)];
}
