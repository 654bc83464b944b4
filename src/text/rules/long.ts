import type { RuleContext } from './rule.ts';

const digits = /(?<!\d)\d{10,}/g;
const leadingZero = /(?<![\p{L}\p{N}.,:/])0\d{4,14}(?![\p{L}\p{N}])/gu;
const maxSpelledDigits = 15;

/** A telephone number is said digit by digit; what is longer than one is only called a long number. */
export function longNumbers(text: string, { phrases }: RuleContext): string {
  return text
    .replace(digits, (number) =>
      number.length > maxSpelledDigits ? ` ${phrases.longNumber} ` : spelled(number),
    )
    .replace(leadingZero, spelled);
}

function spelled(number: string): string {
  return Array.from(number).join(' ');
}

/** Longer than any word that people say, in scripts that set spaces between words. */
const longWord =
  /[[\p{L}\p{M}\p{N}'’_]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]{51,}/gv;
const keptLength = 24;

/** A key or a hash by its beginning. */
export function longWords(text: string, { phrases }: RuleContext): string {
  return text.replace(
    longWord,
    (word) =>
      `${Array.from(word.slice(0, keptLength + 1))
        .slice(0, keptLength)
        .join('')
        .replace(/\p{Surrogate}/gu, '')} ${phrases.andSoOn}`,
  );
}
