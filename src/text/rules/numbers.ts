import { remembered } from '../locale.ts';
import { english } from './acronyms-en.ts';
import { wordSign } from './borders.ts';

/** An amount in digits, with separators of decimals and thousands. */
export const amountPattern =
  "(?:\\d{1,3}(?:[ '’]\\d{3}){1,4}(?!\\d)(?:[.,]\\d{1,15})?|\\d{1,15}(?:[.,]\\d{1,15}){0,5})";

/** Digits as written, for patterns with the flag `v`; not within a word, a range, a version, an address or a price. */
export const numberPattern = `(?<!${wordSign}|[.,\\/\\-–]|\\d[:~〜～]|\\p{Sc}\\s?)(?:[\\-−]?${amountPattern}|[\\-−]?\\.\\d{1,15})`;

const decimalSign = remembered(
  (locale) =>
    new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')
      ?.value ?? '.',
);

/** The number that somebody in this locale means; only to choose words by: what is spoken stays as it was written. */
export function valueOf(written: string, locale: string): number {
  const decimal = decimalSign(locale);
  const plain = written.replace('−', '-').replace(/[ '’]/g, '');
  const groups = plain.split(/[.,]/);
  const last = groups.at(-1) ?? '';
  if (groups.length === 1) return Number(plain);
  const sign = plain.at(-last.length - 1);
  // Thousands are written in groups of three, and with the other sign than the locale's decimal one.
  const isFraction = sign === decimal || last.length !== 3;
  const whole = isFraction ? groups.slice(0, -1).join('') : groups.join('');
  return Number(isFraction ? `${whole}.${last}` : whole);
}

/** Whether an English article stands before `at`: what is counted then describes another word, as in "a 5 dollar bill". */
export function isAttribute(text: string, at: number, language: string): boolean {
  return language === 'en' && /(?<![\p{L}\p{N}])an? $/iu.test(text.slice(Math.max(0, at - 4), at));
}

/** English words that follow an amount; any other may be what it describes, as in "$20 gift card". */
const afterAmount = new Set(
  'a about after again all also an and are around as at back be because before but by can cheaper could did do does down each every extra for from had has have he here how i if in is it just left less lol max min minus more my no not now of off on only or our out over per please pls plus right she short should since so than thanks that the their then there they this tho though to today tomorrow too total tops under until up via was we were what when where while who will with without worth would yes yesterday you your'.split(
    ' ',
  ),
);
const nextWord = /^ +(\p{L}+)/u;

/** Whether what is counted may describe the English word behind `end`: then a voice must choose singular or plural. */
export function describes(text: string, end: number, language: string): boolean {
  if (language !== 'en') return false;
  const [, word] = nextWord.exec(text.slice(end, end + 16)) ?? [];
  if (word === undefined) return false;
  const key = word.toLowerCase();
  return !afterAmount.has(key) && !Object.hasOwn(english, key);
}

/** Any of these, the longest first, as a pattern. */
export function alternatives(keys: readonly string[]): string {
  return keys
    .toSorted((one, other) => other.length - one.length)
    .map((key) => key.replace(/[$/.]/g, '\\$&'))
    .join('|');
}
