import { baseOf, lookUp } from './locale.ts';

/** Parts of a date that are said in another way than written; by BCP 47 base tag. */
const abbreviations: Readonly<Record<string, readonly [written: RegExp, spoken: string]>> = {
  be: [/(\d{4}) г\./g, '$1 года'],
  bg: [/(\d{4}) г\./g, '$1 година'],
  ru: [/(\d{4}) г\./g, '$1 года'],
  th: [/ค\.ศ\. /g, ''],
  uk: [/(\d{4}) р\./g, '$1 року'],
};

/** There, the first of a month is called so, and all other days are numbers. By BCP 47 base tag. */
const firstOf: Readonly<Record<string, string>> = { fr: 'er', it: 'º', pt: 'º' };
const firstOfMonth = /^1 (?=\p{L})/u;

/**
 * Intl's options for a date that is spoken. Whoever writes a year into a message means that of the Gregorian calendar,
 * which Thai and Persian locales would convert.
 */
export const spokenCalendar = { calendar: 'gregory' } as const;

/** A date that Intl made, without its abbreviations. */
export function spokenDate(formatted: string, locale: string): string {
  const language = baseOf(locale);
  const text = formatted.replace(/\s/g, ' ');
  const known = lookUp(abbreviations, language);
  const spoken = known ? text.replace(...known) : text;
  return spoken.replace(firstOfMonth, `1${firstOf[language] ?? ''} `);
}
