import { lookUp } from '../locale.ts';
import { wordEnd, wordSign, wordStart } from './borders.ts';
import type { RuleContext } from './rule.ts';

const digits = /(?<!\d)\d{10,}/g;
const leadingZero = new RegExp(`(?<!${wordSign}|[.,:\\/])0\\d{4,14}${wordEnd}`, 'gv');
const maxSpelledDigits = 15;

/** Telephone numbers that are known by their shape alone, by BCP 47 base tag. */
const telephones: Readonly<Record<string, RegExp>> = {
  ru: /^[78]9\d{9}$/,
  zh: /^1[3-9]\d{9}$/,
};
/** The word in front tells that a number is dialled, typed or looked up, and not counted. */
const calledBefore = new RegExp(
  `${wordStart}(?:${[
    'call|text|dial|phone|(?<!long )number|whatsapp|id|code|pin',
    'tel|telefon\\p{L}*|t[ée]l[ée]fon\\p{L}*|handy|mobil\\p{L}*|nummer|num[ée]ro|n[úu]mero|numer|cel|celular',
    'тел|телефон\\p{L}*|номер\\p{L}*|電話\\p{scx=Hira}?|番号\\p{scx=Hira}?|电话|号码|手机|전화|번호',
  ].join('|')})(?: (?:me|us|at|on|is|it's|under|unter|ist|est|es|é|è|to))?[.:]? ?$`,
  'iv',
);
/** As `calledBefore`, behind the number. */
const calledBehind =
  /^ (?:(?:is|ist|est|es|é|è|это) (?:my|mein\p{L}*|mon|mi|il mio|o? ?meu|мой)|(?:call|text|dial|anrufen|appelle|llama|llámame|liga|звони|позвони)(?!\p{L}))/iu;
const maxBefore = 24;
const maxBehind = 16;
/** It ends a clause: nothing is said to be counted. */
const standsAlone = /^ *(?:$|[.,;:!?)\n\r])/;
/** A telephone number is said digit by digit; what is longer than one is only called a long number. Amounts stay. */
export function longNumbers(text: string, { phrases, language }: RuleContext): string {
  return text
    .replace(digits, (number, at: number, whole: string) => {
      const before = whole.slice(Math.max(0, at - maxBefore), at);
      // Digits behind a decimal sign are said one after the other anyway.
      if (/\d[.,]$/.test(before)) return number.slice(0, maxSpelledDigits);
      if (number.length > maxSpelledDigits) return ` ${phrases.longNumber} `;
      const behind = whole.slice(at + number.length, at + number.length + maxBehind);
      return isDialled(number, before, behind, language) ? spelled(number) : number;
    })
    .replace(leadingZero, spelled);
}

function isDialled(number: string, before: string, behind: string, language: string): boolean {
  if (before.endsWith('+') || number.startsWith('0') || calledBefore.test(before)) return true;
  if (calledBehind.test(behind)) return true;
  if (lookUp(telephones, language)?.test(number)) return true;
  return !isRound(number) && /(?:^|\s)$/.test(before) && standsAlone.test(behind);
}

/** Round numbers are amounts. */
function isRound(number: string): boolean {
  return number.endsWith('000') || number.replace(/[^0]/g, '').length * 2 >= number.length;
}

function spelled(number: string): string {
  return Array.from(number).join(' ');
}

/** Longer than any word that people say, in scripts that set spaces between words. */
const longWord =
  /[[\p{L}\p{M}\p{N}'’_]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]{51,}/gv;
const keptLength = 24;

/** Quick to tell: most texts have nothing between two spaces that is as long. */
const anyLong = /(?<!\S)\S{51}/;

/** A key or a hash by its beginning. */
export function longWords(text: string, { phrases }: RuleContext): string {
  if (!anyLong.test(text)) return text;
  return text.replace(
    longWord,
    (word) =>
      `${Array.from(word.slice(0, keptLength + 1))
        .slice(0, keptLength)
        .join('')
        .replace(/\p{Surrogate}/gu, '')} ${phrases.andSoOn}`,
  );
}
