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

/** A text's words, emoji and signs, with where they stand. Linear. */
export function tokensOf(text: string, fold: (word: string) => string): readonly Token[] {
  return Array.from(text.matchAll(token), ({ 0: written, index }) => ({
    written,
    folded: fold(written),
    index,
  }));
}

interface Node<Value> {
  next?: Map<string, Node<Value>>;
  /** For any case. */
  value?: Value;
  /** For the key as it was written, joined by spaces. */
  exact?: Map<string, Value>;
}

export interface Match<Value> {
  readonly value: Value;
  /** How many tokens it covers. */
  readonly length: number;
}

/** Keys of several words, found in a text by their first: what a look-up takes is bounded by the longest key. */
export class Trie<Value> {
  readonly #root: Node<Value> = {};

  /** The first value for a key stays. Returns whether this one was taken. */
  add(key: readonly Token[], value: Value, caseSensitive: boolean): boolean {
    let node = this.#root;
    for (const { folded } of key) {
      node.next ??= new Map();
      let next = node.next.get(folded);
      if (!next) {
        next = {};
        node.next.set(folded, next);
      }
      node = next;
    }
    if (node === this.#root) return false;
    if (!caseSensitive) {
      if (node.value !== undefined) return false;
      node.value = value;
      return true;
    }
    const written = writtenOf(key);
    node.exact ??= new Map();
    if (node.exact.has(written)) return false;
    node.exact.set(written, value);
    return true;
  }

  /** The longest key that stands in `tokens` at `from`; the one in the very same case is preferred. */
  longest(tokens: readonly Token[], from: number): Match<Value> | undefined {
    let match: Match<Value> | undefined;
    let node: Node<Value> | undefined = this.#root;
    for (let at = from; at < tokens.length; at += 1) {
      node = node.next?.get(tokens[at]?.folded ?? '');
      if (!node) break;
      const value = valueAt(node, tokens, from, at + 1);
      if (value !== undefined) match = { value, length: at + 1 - from };
    }
    return match;
  }
}

function valueAt<Value>(
  node: Node<Value>,
  tokens: readonly Token[],
  from: number,
  to: number,
): Value | undefined {
  const exact = node.exact?.get(writtenOf(tokens.slice(from, to)));
  return exact ?? node.value;
}

function writtenOf(tokens: readonly Token[]): string {
  return tokens.map(({ written }) => written).join(' ');
}
