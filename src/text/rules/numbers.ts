import { remembered } from '../locale.ts';

/** Digits as written, with separators; not within a word, a version or an address. */
export const numberPattern = '(?<![\\p{L}\\p{N}.,:/_-])[-−]?\\d{1,15}(?:[.,]\\d{1,15}){0,5}';

const decimalSign = remembered(
  (locale) =>
    new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')
      ?.value ?? '.',
);

/** The number that somebody in this locale means; only to choose words by: what is spoken stays as it was written. */
export function valueOf(written: string, locale: string): number {
  const decimal = decimalSign(locale);
  const plain = written.replace('−', '-');
  const groups = plain.split(/[.,]/);
  const last = groups.at(-1) ?? '';
  if (groups.length === 1) return Number(plain);
  const sign = plain.at(-last.length - 1);
  // Thousands are written in groups of three, and with the other sign than the locale's decimal one.
  const isFraction = sign === decimal || last.length !== 3;
  const whole = isFraction ? groups.slice(0, -1).join('') : groups.join('');
  return Number(isFraction ? `${whole}.${last}` : whole);
}
