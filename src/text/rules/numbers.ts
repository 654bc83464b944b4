import { remembered } from '../locale.ts';
import { english } from './acronyms-en.ts';
import { wordSign } from './borders.ts';

/** An amount in digits, with separators of decimals and thousands. */
export const amountPattern =
  "(?:\\d{1,3}(?:[ '’]\\d{3}){1,4}(?!\\d)(?:[.,]\\d{1,15})?|\\d{1,15}(?:[.,]\\d{1,15}){0,5})";

/** Digits as written, for patterns with the flag `v`; not within a word, a range, a version, an address or a price. */
export const numberPattern = `(?<!${wordSign}|[.,\\/\\-–%°]|\\d[:~〜～]|\\p{Sc}\\s?)(?:[\\-−]?${amountPattern}|[\\-−]?\\.\\d{1,15})`;

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
  const value = Number(isFraction ? `${whole}.${last}` : whole);
  // "1.0" takes the form of a fraction, as its decimals are said.
  return isFraction && Number.isInteger(value) ? value + 0.5 : value;
}

/** From one number to another, or one for the other, without spaces: neither is said without the other. */
export const joinedRange = /^[-–—~〜～/][\p{Sc}\d]/u;

/** English words that follow an amount; any other may be what it describes, as in "$20 gift card". */
const afterAmount = new Set(
  'a about after again ago ahead all already also an and apart are around as at away back be because before behind below between both bro but by can cheaper cold could deep did do does down dude each early east every extra far farther for from further guys had has have he here high hot how i if in inside into is isn it just late later left less long lol man max min minus more my no north not now of off old on only or our out outside over per please pls plus right she short should since so south straight tall still than thanks that the their then there they thick this tho though through till to today tomorrow too tops total towards under until up uphill via vs warm was wasn we west what when where while who wide will with within without worth would yes yesterday you your'.split(
    ' ',
  ),
);
const nextWord = /^ +(\p{L}+)/u;
const article = /(?<![\p{L}\p{N}])an? $/iu;

/** `unsure`: a voice chooses the form best. */
export type Place = 'counted' | 'attribute' | 'unsure';

/**
 * How an amount from `at` to `end` stands in English: by itself ("5 km away"), with an article before what it describes
 * ("a 5 km run"), or so that it can't be told ("250 g flour", "the 5 km mark").
 */
export function placeOf(text: string, at: number, end: number, language: string): Place {
  if (language !== 'en') return 'counted';
  const hasArticle = article.test(text.slice(Math.max(0, at - 4), at));
  const [, word] = nextWord.exec(text.slice(end, end + 16)) ?? [];
  const key = word?.toLowerCase() ?? '';
  const describes = key !== '' && !afterAmount.has(key) && !Object.hasOwn(english, key);
  if (hasArticle) return describes ? 'attribute' : 'unsure';
  return describes ? 'unsure' : 'counted';
}

/** Any of these, the longest first, as a pattern. */
export function alternatives(keys: readonly string[]): string {
  return keys
    .toSorted((one, other) => other.length - one.length)
    .map((key) => RegExp.escape(key))
    .join('|');
}
