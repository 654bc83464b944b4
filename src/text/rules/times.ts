import { remembered } from '../locale.ts';
import type { RuleContext } from './rule.ts';

const isoDate = /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g;
const dottedDate = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?![\d.]\d)/g;
const slashedDate = /(?<![\d/])(\d{1,4})\/(\d{1,2})\/(\d{1,4})(?![\d/])/g;

const longDate = remembered(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
);
/** In which order a locale writes the numbers of a date. */
const dateOrder = remembered((locale) =>
  new Intl.DateTimeFormat(locale)
    .formatToParts(0)
    .map(({ type }) => type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year'),
);

/** Dates in digits with the month's name; what is no date of the calendar stays. */
export function datesAsWords(text: string, { locale }: RuleContext): string {
  return text
    .replace(isoDate, (written, year, month, day) => dateWords(locale, year, month, day) ?? written)
    .replace(
      dottedDate,
      (written, day, month, year) => dateWords(locale, year, month, day) ?? written,
    )
    .replace(slashedDate, (written, ...numbers: string[]) => {
      const order = numbers[0]?.length === 4 ? ['year', 'month', 'day'] : dateOrder(locale);
      const [year, month, day] = ['year', 'month', 'day'].map(
        (type) => numbers[order.indexOf(type as 'day')] ?? '',
      );
      if (year?.length !== 4) return written;
      return (
        dateWords(locale, year, month ?? '', day ?? '') ??
        dateWords(locale, year, day ?? '', month ?? '') ??
        written
      );
    });
}

function dateWords(locale: string, year: string, month: string, day: string): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists ? longDate(locale).format(date).replace(/\s/g, ' ') : undefined;
}

const clockTime =
  /(?<![\p{N}:.,])([01]?\d|2[0-3]):([0-5]\d)(?:\s?(?:Uhr|uur|h)(?!\p{L}))?(?![:\d]|\s?[ap]\.?m\b)/giu;
const hourTime = /(?<![\p{L}\p{N}:.,])([01]?\d|2[0-3])\s?h\s?([0-5]\d)(?![\p{L}\p{N}])/gu;

/** "15:30" as the language says it; "3:30 pm" is said well as it is. */
export function timesAsWords(
  text: string,
  { language, phrases }: Pick<RuleContext, 'language' | 'phrases'>,
): string {
  const say = (_written: string, hours: string, minutes: string): string =>
    phrases.time(String(Number(hours)), minutes);
  const result = text.replace(clockTime, say);
  return language === 'fr' || language === 'pt' ? result.replace(hourTime, say) : result;
}
