import { isAscii } from './clean.ts';
import { tokensOf, Trie } from './dictionary/trie.ts';

/** Words that aren't spoken, made ready once for many messages. */
export interface Filter {
  readonly words: Trie<true>;
}

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** Letters as they are meant: without accents and case, digits and signs between letters as the letters that they imitate. */
function fold(word: string): string {
  const plain = (
    isAscii(word) ? word : word.normalize('NFKD').replace(/\p{M}/gu, '')
  ).toLowerCase();
  // A number is a number.
  if (!/\p{L}/u.test(plain)) return plain;
  return plain
    .replace(/[013457@$]/g, (sign) => lookalikes[sign] ?? sign)
    .replace(/(\p{L})\1{2,}/gu, '$1');
}

/** Words and phrases of several words; the empty ones are left out. */
export function compileFilter(list: readonly string[]): Filter {
  const filter = new FilterBuilder();
  for (const word of list) filter.add(word);
  return filter;
}

/** A filter that is made word by word, so that of thousands of them a part can be added at a time. */
export class FilterBuilder implements Filter {
  readonly words = new Trie<true>();

  add(word: string): void {
    this.words.add(tokensOf(meant(word), fold), true, false);
  }
}

const signBesideLetter = /(?<=[\p{L}\d])[@$](?=[\p{L}\d])|[@$](?=\p{L})/gu;

/** `$` and `@` within a word are letters of it; both have the same length as what they stand for. */
function meant(text: string): string {
  return text.replace(signBesideLetter, (sign) => lookalikes[sign] ?? sign);
}

/** The text with each filtered word replaced, and how many there were. Linear. */
export function filtered(
  text: string,
  { words }: Filter,
  replacement: string,
): { readonly text: string; readonly found: number } {
  const tokens = tokensOf(meant(text), fold);
  let result = '';
  let from = 0;
  let found = 0;
  let at = 0;
  while (at < tokens.length) {
    const match = words.longest(tokens, at);
    const [first, last] = [tokens[at], tokens[at + (match?.length ?? 1) - 1]];
    if (match && first && last) {
      result += text.slice(from, first.index) + replacement;
      from = last.index + last.written.length;
      found += 1;
    }
    at += match?.length ?? 1;
  }
  return { text: result + text.slice(from), found };
}
