import type { RE2JS } from 're2js';

import { given, merged, written } from '../part.ts';
import type { Part } from '../part.ts';
import { compilePattern, maxPatterns, problemOf } from './entry.ts';
import type { Entry, Replacement } from './entry.ts';
import { tokensOf, Trie } from './trie.ts';
import type { Token } from './trie.ts';

interface Pattern {
  readonly expression: RE2JS;
  readonly to: Replacement;
}

/** A dictionary made ready once, for many messages. */
export interface Dictionary {
  /** How many entries are in use. */
  readonly size: number;
  readonly words: Trie<Replacement>;
  readonly patterns: readonly Pattern[];
}

/** What could not be used, by its place in the list. */
export interface EntryProblem {
  readonly index: number;
  readonly problem: string;
}

/** Replacements are never replaced again, but many of them could still grow a message without end. UTF-16 units. */
const maxGrowth = 20_000;
const selectors = /[\ufe0e\ufe0f]/g;

function fold(word: string): string {
  return word.replace(selectors, '').toLowerCase();
}

/** Makes a dictionary of entries, the first of several for one word; tells which could not be used. */
export function compile(entries: readonly Entry[]): {
  readonly dictionary: Dictionary;
  readonly problems: readonly EntryProblem[];
} {
  const words = new Trie<Replacement>();
  const patterns: Pattern[] = [];
  const problems: EntryProblem[] = [];
  let size = 0;
  for (const [index, entry] of entries.entries()) {
    const problem =
      problemOf(entry) ??
      (entry.match === 'word' ? addWord(words, entry) : addPattern(patterns, entry));
    if (problem === undefined) size += 1;
    else problems.push({ index, problem });
  }
  return { dictionary: { size, words, patterns }, problems };
}

function addWord(words: Trie<Replacement>, { from, to, caseSensitive }: Entry): string | undefined {
  const added = words.add(tokensOf(from.normalize('NFC'), fold), to, caseSensitive);
  return added ? undefined : 'The word is in the list already.';
}

function addPattern(patterns: Pattern[], { from, to, caseSensitive }: Entry): string | undefined {
  if (patterns.length >= maxPatterns) return `There are more than ${maxPatterns} patterns.`;
  const expression = compilePattern(from, caseSensitive);
  if (expression) patterns.push({ expression, to });
  return undefined;
}

/** Whether a dictionary has a reading for exactly this text. */
export function knows(dictionaries: readonly Dictionary[], text: string): boolean {
  const tokens = tokensOf(text, fold);
  return dictionaries.some(({ words }) => words.longest(tokens, 0)?.length === tokens.length);
}

/**
 * Replaces words in the author's text and in names, in one pass: at each word the longest key of all dictionaries,
 * and of equally long ones that of the first dictionary. Then patterns, in what no word replaced.
 */
export function pronounce(
  parts: readonly Part[],
  dictionaries: readonly Dictionary[],
): readonly Part[] {
  if (dictionaries.every(({ size }) => size === 0)) return parts;
  const growth = { left: maxGrowth };
  let result = parts.flatMap((part) => byWords(part, dictionaries, growth));
  for (const { patterns } of dictionaries) {
    for (const pattern of patterns)
      result = result.flatMap((part) => byPattern(part, pattern, growth));
  }
  return merged(result);
}

interface Growth {
  left: number;
}

/** A part of the same kind, so that names stay names. */
function withText(part: { readonly kind: 'written' | 'name' }, text: string): Part {
  return part.kind === 'name' ? { kind: 'name', text } : written(text);
}

function byWords(part: Part, dictionaries: readonly Dictionary[], growth: Growth): readonly Part[] {
  if (part.kind !== 'written' && part.kind !== 'name') return [part];
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

function byPattern(part: Part, { expression, to }: Pattern, growth: Growth): readonly Part[] {
  if (part.kind !== 'written' && part.kind !== 'name') return [part];
  const matcher = expression.matcher(part.text);
  const result: Part[] = [];
  let from = 0;
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    // An empty match is no word.
    if (end === start) continue;
    if (start > from) result.push(withText(part, part.text.slice(from, start)));
    const group = (index: number): string =>
      index <= matcher.groupCount() ? (matcher.group(index) ?? '') : '';
    const replacement =
      to.kind === 'words'
        ? { ...to, words: to.words.replace(/\$(\d)/g, (_, digit) => group(Number(digit))) }
        : to;
    result.push(...replacementParts(replacement, growth));
    from = end;
  }
  if (from === 0) return [part];
  if (from < part.text.length) result.push(withText(part, part.text.slice(from)));
  return result;
}
