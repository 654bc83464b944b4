import { isAscii } from '../clean.ts';
import { emojiPattern } from '../emoji/sequence.ts';

/** Scripts that set no spaces between words: each character is a token, so that words are found within a line. */
const unspaced =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
const token = new RegExp(
  `${emojiPattern}|[[\\p{L}\\p{N}]&&${unspaced}]|(?:[[\\p{L}\\p{N}\\p{M}]--${unspaced}])+|\\S`,
  'gv',
);

export interface Token {
  readonly written: string;
  readonly folded: string;
  readonly index: number;
}

/** The same of ASCII, in which there are neither emoji nor scripts without spaces: much quicker to look for. */
const asciiToken = /[A-Za-z0-9]+|\S/g;

/** A text's words, emoji and signs, with where they stand. Linear. */
export function tokensOf(text: string, fold: (word: string) => string): readonly Token[] {
  const pattern = isAscii(text) ? asciiToken : token;
  return Array.from(text.matchAll(pattern), ({ 0: written, index }) => ({
    written,
    folded: fold(written),
    index,
  }));
}

interface Branch<Value> {
  /** The folded tokens that lead here from the branch before: none at the root, else at least one. */
  label: readonly string[];
  /** By the first token of their labels. */
  next?: Map<string, Branch<Value>>;
  /** For any case. */
  value?: Value;
  /** For the key as it was written, joined by spaces. */
  exact?: Map<string, Value>;
}

interface Match<Value> {
  readonly value: Value;
  /** How many tokens it covers. */
  readonly length: number;
}

/**
 * Keys of several words, found in a text by their first: what a look-up takes is bounded by the longest key. Branches are
 * only where keys part, so that keys of many tokens take little more memory than their tokens.
 */
export class Trie<Value> {
  readonly #root: Branch<Value> = { label: [] };

  /** The first value for a key stays. Returns whether this one was taken. */
  add(key: readonly Token[], value: Value, caseSensitive: boolean): boolean {
    if (key.length === 0) return false;
    const branch = this.#branchFor(key.map(({ folded }) => folded));
    if (!caseSensitive) {
      if (branch.value !== undefined) return false;
      branch.value = value;
      return true;
    }
    const written = writtenOf(key);
    branch.exact ??= new Map();
    if (branch.exact.has(written)) return false;
    branch.exact.set(written, value);
    return true;
  }

  /** The longest key that stands in `tokens` at `from`; the one in the very same case is preferred. */
  longest(tokens: readonly Token[], from: number): Match<Value> | undefined {
    let match: Match<Value> | undefined;
    let at = from;
    let branch = this.#root.next?.get(tokens[at]?.folded ?? '');
    while (branch && stands(branch.label, tokens, at)) {
      at += branch.label.length;
      const value = branch.exact?.get(writtenOf(tokens.slice(from, at))) ?? branch.value;
      if (value !== undefined) match = { value, length: at - from };
      branch = branch.next?.get(tokens[at]?.folded ?? '');
    }
    return match;
  }

  /** Where a key ends; the branch is made when there is none. */
  #branchFor(key: readonly string[]): Branch<Value> {
    let branch = this.#root;
    let at = 0;
    while (at < key.length) {
      const first = key[at] ?? '';
      branch.next ??= new Map();
      const next = branch.next.get(first);
      if (!next) {
        const leaf: Branch<Value> = { label: key.slice(at) };
        branch.next.set(first, leaf);
        return leaf;
      }
      const shared = sharedCount(next.label, key, at);
      if (shared < next.label.length) branch.next.set(first, parted(next, shared));
      branch = branch.next.get(first) ?? next;
      at += shared;
    }
    return branch;
  }
}

/**
 * The keys that stand in a text, from its beginning on, and where: at each token the longest key of all tries, and of
 * equally long ones that of the first trie.
 */
export function* keysIn<Value>(
  tokens: readonly Token[],
  tries: readonly Trie<Value>[],
): Generator<{ readonly value: Value; readonly start: number; readonly end: number }> {
  for (let at = 0; at < tokens.length;) {
    let longest: Match<Value> | undefined;
    for (const trie of tries) {
      const match = trie.longest(tokens, at);
      if (match && match.length > (longest?.length ?? 0)) longest = match;
    }
    const length = longest?.length ?? 1;
    const first = tokens[at];
    const last = tokens[at + length - 1];
    if (longest && first && last)
      yield { value: longest.value, start: first.index, end: last.index + last.written.length };
    at += length;
  }
}

/** How many tokens of a label a key has from `at` on. */
function sharedCount(label: readonly string[], key: readonly string[], at: number): number {
  let count = 0;
  while (count < label.length && label[count] === key[at + count]) count += 1;
  return count;
}

/** Leads to a branch by the first tokens of its label, and to it by the others. */
function parted<Value>(branch: Branch<Value>, count: number): Branch<Value> {
  const label = branch.label.slice(0, count);
  branch.label = branch.label.slice(count);
  return { label, next: new Map([[branch.label[0] ?? '', branch]]) };
}

function stands(label: readonly string[], tokens: readonly Token[], at: number): boolean {
  return label.every((folded, offset) => tokens[at + offset]?.folded === folded);
}

function writtenOf(tokens: readonly Token[]): string {
  return tokens.map(({ written }) => written).join(' ');
}
