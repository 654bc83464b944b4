import { given, merged, written } from '../part.ts';
import type { Part } from '../part.ts';
import { maxGrowth, maxPatterns, problemOf, tooManyPatterns } from './entry.ts';
import type { Entry, PatternEntry, Replacement } from './entry.ts';
import type { Replaced } from './patterns.ts';
import { tokensOf, Trie } from './trie.ts';
import type { Token } from './trie.ts';

/** A dictionary made ready once, for many messages. */
export interface Dictionary {
  /** How many entries are in use. */
  readonly size: number;
  readonly words: Trie<Replacement>;
  /** Not yet compiled: whoever looks for them does it. */
  readonly patterns: readonly PatternEntry[];
}

/** An entry that could not be used, by its place in the list. */
export interface EntryProblem {
  readonly index: number;
  readonly problem: string;
}

const selectors = /[\ufe0e\ufe0f]/g;

function fold(word: string): string {
  return word.replace(selectors, '').toLowerCase();
}

/** Makes a dictionary of entries, of which the first for a word counts; tells which could not be used. */
export function compile(entries: readonly Entry[]): {
  readonly dictionary: Dictionary;
  readonly problems: readonly EntryProblem[];
} {
  const builder = new DictionaryBuilder();
  const problems: EntryProblem[] = [];
  for (const [index, entry] of entries.entries()) {
    const problem = builder.add(entry);
    if (problem !== undefined) problems.push({ index, problem });
  }
  return { dictionary: builder.dictionary, problems };
}

/** A dictionary that is made entry by entry, so that of thousands of them a part can be added at a time. */
export class DictionaryBuilder {
  readonly #words = new Trie<Replacement>();
  readonly #patterns: PatternEntry[] = [];
  #size = 0;

  /** Returns what is wrong with the entry, which then is not in use. */
  add(entry: Entry): string | undefined {
    const problem = problemOf(entry) ?? this.#put(entry);
    if (problem === undefined) this.#size += 1;
    return problem;
  }

  get dictionary(): Dictionary {
    return { size: this.#size, words: this.#words, patterns: this.#patterns };
  }

  #put({ match, from, caseSensitive, to }: Entry): string | undefined {
    if (match === 'word') {
      const added = this.#words.add(tokensIn(from), to, caseSensitive);
      return added ? undefined : listedAlready;
    }
    if (this.#patterns.length >= maxPatterns) return tooManyPatterns;
    this.#patterns.push({ from, caseSensitive, to });
    return undefined;
  }
}

const listedAlready = 'The word is in the list already.';

function tokensIn(word: string): readonly Token[] {
  return tokensOf(word.normalize('NFC'), fold);
}

/** Returns why a new entry has no place among the known ones that it does not replace. */
export function clashOf(entry: Entry, known: readonly WrittenEntry[]): string | undefined {
  const others = known.filter(({ match, from }) => match === entry.match && from !== entry.from);
  if (entry.match === 'pattern') return others.length >= maxPatterns ? tooManyPatterns : undefined;
  // Few of thousands are alike but for case and spaces: only for these it has to be known where their words end.
  const looks = lookOf(entry.from);
  const alike = others.filter(({ from }) => lookOf(from) === looks);
  const { problems } = compile([
    ...alike.map(({ from, caseSensitive }) => ({ ...entry, from, caseSensitive })),
    entry,
  ]);
  return problems.some(({ index }) => index === alike.length) ? listedAlready : undefined;
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
    const segments = texts[at] ?? [part.text];
    at += 1;
    return segments.flatMap((segment) =>
      typeof segment === 'string' ? [withText(part, segment)] : replacementParts(segment, growth),
    );
  });
  return merged(result);
}

function isReplaceable(part: Part): part is Extract<Part, { readonly kind: 'written' | 'name' }> {
  return part.kind === 'written' || part.kind === 'name';
}

/** A part of the same kind, so that names stay names. */
function withText(part: { readonly kind: 'written' | 'name' }, text: string): Part {
  return part.kind === 'name' ? { kind: 'name', text } : written(text);
}

function byWords(part: Part, dictionaries: readonly Dictionary[], growth: Growth): readonly Part[] {
  if (!isReplaceable(part)) return [part];
  const tokens = tokensOf(part.text, fold);
  const result: Part[] = [];
  let from = 0;
  let at = 0;
  while (at < tokens.length) {
    const match = longestOf(dictionaries, tokens, at);
    const first = tokens[at];
    const last = tokens[at + (match?.length ?? 1) - 1];
    if (match && first && last) {
      if (first.index > from) result.push(withText(part, part.text.slice(from, first.index)));
      result.push(...replacementParts(match.value, growth));
      from = last.index + last.written.length;
    }
    at += match?.length ?? 1;
  }
  if (from === 0) return [part];
  if (from < part.text.length) result.push(withText(part, part.text.slice(from)));
  return result;
}

function longestOf(
  dictionaries: readonly Dictionary[],
  tokens: readonly Token[],
  at: number,
): { readonly value: Replacement; readonly length: number } | undefined {
  let longest: { readonly value: Replacement; readonly length: number } | undefined;
  for (const { words } of dictionaries) {
    const match = words.longest(tokens, at);
    if (match && match.length > (longest?.length ?? 0)) longest = match;
  }
  return longest;
}

function replacementParts(to: Replacement, growth: Growth): readonly Part[] {
  if (to.kind === 'sound') return [given(' '), { kind: 'sound', id: to.soundId }, given(' ')];
  growth.left -= to.words.length;
  return growth.left < 0 ? [] : [given(to.words)];
}
