import { isAscii } from './clean.ts';
import { keysIn, tokensOf, Trie } from './dictionary/trie.ts';

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

/** Words that aren't spoken and phrases of several, made ready once for many messages. */
export class Filter {
  readonly words = new Trie<true>();

  constructor(words: readonly string[] = []) {
    for (const word of words) this.add(word);
  }

  /** Adds one more, so that of thousands of them a part can be added at a time; an empty one is left out. */
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
  let result = '';
  let from = 0;
  let found = 0;
  for (const { start, end } of keysIn(tokensOf(meant(text), fold), [words])) {
    result += text.slice(from, start) + replacement;
    from = end;
    found += 1;
  }
  return { text: result + text.slice(from), found };
}
