import { spokenCalendar, spokenDate } from '../dates.ts';
import { remembered } from '../locale.ts';
import { wordSign } from './borders.ts';
import type { RuleContext } from './rule.ts';

/** Neither within a word, a path or a version, nor a part of a longer number. */
const before = `(?<!${wordSign}|[\\-.\\/]|\\d:)`;
const after = `(?!${wordSign}|[\\-\\/]|[.:]\\d)`;
/** Years of four digits that people write about. */
const year = '[12]\\d{3}';
const isoDate = new RegExp(`${before}(${year})-(\\d{2})-(\\d{2})${after}`, 'gv');
const dottedDate = new RegExp(`${before}(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(${year})${after}`, 'gv');
const slashedDate = new RegExp(
  `${before}(\\d{1,2}|${year})\\/(\\d{1,2})\\/(\\d{1,2}|${year})${after}`,
  'gv',
);
/** Other numbers are written like that, too, but hardly with a year of these days. */
const dashedDate = new RegExp(`${before}(\\d{1,2})-(\\d{1,2})-((?:19|20)\\d\\d)${after}`, 'gv');
/** Where the year comes first, it does so between dots, too. */
const yearFirst = new RegExp(
  `${before}(${year})\\.\\s?(\\d{1,2})\\.\\s?(\\d{1,2})\\.?${after}`,
  'gv',
);
const yearFirstLanguages = new Set(['hu', 'ja', 'ko', 'zh']);

const longDate = remembered(
  (locale) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', ...spokenCalendar }),
);
/** In which order a locale writes the numbers of a date. */
const dateOrder = remembered((locale) =>
  new Intl.DateTimeFormat(locale, spokenCalendar)
    .formatToParts(0)
    .map(({ type }) => type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year'),
);

/** Dates in digits with the month's name; digits that are no date of the calendar stay, and those that may be one of two. */
export function datesAsWords(text: string, { language, locale }: RuleContext): string {
  const ofYearFirst = (written: string, year: string, month: string, day: string): string =>
    dateWords(locale, year, month, day) ?? written;
  const inSomeOrder = (written: string, ...numbers: string[]): string =>
    orderedWords(numbers, language, locale) ?? written;
  const apart = yearInWords.has(language) ? text.replace(gluedYear, ' ') : text;
  const result = apart
    .replace(isoDate, ofYearFirst)
    .replace(
      dottedDate,
      (written, day: string, month: string, year: string) =>
        dateWords(locale, year, month, day) ?? written,
    )
    .replace(slashedDate, inSomeOrder)
    .replace(dashedDate, inSomeOrder);
  if (yearInWords.has(language)) {
    const once = result.replace(doubledYear, '');
    return language === 'ru' ? yearsAsWords(once) : once;
  }
  return yearFirstLanguages.has(language) ? result.replace(yearFirst, ofYearFirst) : result;
}

/** Three numbers as a date in the order of the language, or in the only one in which they are a date. */
function orderedWords(
  numbers: readonly string[],
  language: string,
  locale: string,
): string | undefined {
  const order = numbers[0]?.length === 4 ? ['year', 'month', 'day'] : dateOrder(locale);
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map(
    (type) => numbers[order.indexOf(type as 'day')] ?? '',
  );
  if (year.length !== 4) return undefined;
  const words = dateWords(locale, year, month, day);
  const turned = dateWords(locale, year, day, month);
  // An author of English may come from where the day is first, or from where the month is.
  const isAmbiguous = language === 'en' && order[0] !== 'year' && words !== turned;
  return isAmbiguous && words !== undefined && turned !== undefined ? undefined : (words ?? turned);
}

function dateWords(locale: string, year: string, month: string, day: string): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists ? spokenDate(longDate(locale).format(date), locale) : undefined;
}

const months = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
const russianYear = new RegExp(
  `(?<!\\p{L})(во?|с|до|от|после|${months}) (${year}) ?г(?:\\.|(?!\\p{L}))`,
  'giu',
);
/** Said already, and written behind the date as well. */
const doubledYear = /(?<=\d{4} (?:года|року)) (?:г\.?|р\.?|года|року)(?!\p{L})/gu;
/** "22.11.2026г." */
const gluedYear = /(?<=\d\.(?:19|20)\d\d)(?=[гр](?:\.|(?!\p{L})))/gu;
const yearInWords = new Set(['ru', 'uk']);

/** The year's abbreviation as the word in the case that the word in front asks for; where none does, it stays. */
function yearsAsWords(text: string): string {
  return text.replace(
    russianYear,
    (_, word: string, year: string) => `${word} ${year} ${/^во?$/i.test(word) ? 'году' : 'года'}`,
  );
}
