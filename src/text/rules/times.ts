import { lookUp } from '../locale.ts';
import { around } from './around.ts';
import { wordEnd, wordSign } from './borders.ts';
import { isClock, isNoClock } from './clock-words.ts';
import type { RuleContext } from './rule.ts';

const hours = '([01]?\\d|2[0-3])';
const minutes = '([0-5]\\d)';
/** Neither within a longer number nor behind the sign of a time zone's distance. */
const beforeTime = `(?<!${wordSign}|[:.,\\/+]|\\p{L}[\\-−])`;
/** A length of time, a lap, or half a day that is named: these are said well as they are. */
const notATime = `(?!\\s?(?:[ap]\\.?\\s?m\\b|(?:min|mins|minutes?|minuten|hours?|hrs?|std|stunden|sec|sek|left|remaining|long|lang|mark|мин|минут|час|часа|часов|ч|h)${wordEnd}))`;
const clockTime = new RegExp(
  `${beforeTime}${hours}:${minutes}(?:\\s?(Uhr|uur|hs?)(?!\\p{L}))?(?!${wordSign}|:|[.,]\\d)${notATime}`,
  'giv',
);
/** The word behind it makes a clock of a number with a dot. */
const dottedTime = new RegExp(`${beforeTime}${hours}\\.${minutes}\\s?(?:Uhr|uur)${wordEnd}`, 'giv');
const hourTime = new RegExp(`${beforeTime}${hours}\\s?[hH]\\s?${minutes}${wordEnd}`, 'gv');
/** By BCP 47 base tag: as times are written there, besides. */
const ownTimes: Readonly<Record<string, RegExp>> = {
  de: dottedTime,
  nl: dottedTime,
  es: hourTime,
  fr: hourTime,
  pt: hourTime,
};
/** Quick to tell: most numbers are no time. */
const anyTime = /\d(?:[:.]\d\d| ?h ?\d)/i;
const rangeBefore = /\d ?[-–—~〜～] ?$/;
const rangeBehind = /^ ?[-–—~〜～] ?\d/;
/** "1:30 h" is a length of time there. */
const durationLanguages = new Set(['de', 'nl']);
const wordBefore = /(\p{L}{1,30}) $/u;
const maxAround = 32;

/** "15:30" as the language says it; "3:30 pm" is said well as it is. */
export function timesAsWords(
  text: string,
  { language, phrases }: Pick<RuleContext, 'language' | 'phrases'>,
): string {
  if (!anyTime.test(text)) return text;
  const own = lookUp(ownTimes, language);
  const result = text.replace(
    clockTime,
    (written, hours: string, minutes: string, word: string | undefined, at: number) => {
      const end = at + written.length;
      const { before, behind } = around(text, at, end, maxAround);
      const isSure = word !== undefined || isClock(before, language);
      if (!isSure && isNoClock(before, behind)) return written;
      if (/^h/i.test(word ?? '') && durationLanguages.has(language)) return written;
      const isInRange = rangeBefore.test(before) || rangeBehind.test(behind);
      // "3 o’clock-5 o’clock" is no range.
      if (language === 'en' && isInRange) return written;
      const [, lastWord = ''] = wordBefore.exec(before) ?? [];
      return phrases.time(String(Number(hours)), minutes, lastWord);
    },
  );
  if (!own) return result;
  return result.replace(own, (_, hours: string, minutes: string) =>
    phrases.time(String(Number(hours)), minutes, ''),
  );
}
