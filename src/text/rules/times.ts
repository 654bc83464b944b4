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
const dottedTimeLanguages = new Set(['de', 'nl']);
const hourTime = new RegExp(`${beforeTime}${hours}\\s?[hH]\\s?${minutes}${wordEnd}`, 'gv');
const hourTimeLanguages = new Set(['es', 'fr', 'pt']);
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
  const say = (hours: string, minutes: string): string =>
    phrases.time(String(Number(hours)), minutes, '');
  const result = text.replace(
    clockTime,
    (written, hours: string, minutes: string, word: string | undefined, at: number) => {
      const end = at + written.length;
      const before = text.slice(Math.max(0, at - maxAround), at);
      const isSure = word !== undefined || isClock(before, language);
      if (!isSure && isNoClock(before, text.slice(end, end + maxAround))) return written;
      if (word?.toLowerCase().startsWith('h') === true && durationLanguages.has(language))
        return written;
      // "3 o’clock-5 o’clock" is no range.
      if (
        language === 'en' &&
        (rangeBefore.test(before) || rangeBehind.test(text.slice(end, end + 4)))
      )
        return written;
      const [, lastWord = ''] = wordBefore.exec(before) ?? [];
      return phrases.time(String(Number(hours)), minutes, lastWord);
    },
  );
  if (dottedTimeLanguages.has(language))
    return result.replace(dottedTime, (_, hours: string, minutes: string) => say(hours, minutes));
  return hourTimeLanguages.has(language)
    ? result.replace(hourTime, (_, hours: string, minutes: string) => say(hours, minutes))
    : result;
}
