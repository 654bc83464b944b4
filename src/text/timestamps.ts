import { spokenCalendar, spokenDate } from './dates.ts';
import { hasNoWords, intlLocale, remembered } from './locale.ts';
import type { TimestampStyle } from './markdown/tree.ts';

/** Spoken, a date needs its month's name: "11/22/26" is read as a sum. */
const styles: Readonly<Record<Exclude<TimestampStyle, 'R'>, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'long' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'long', timeStyle: 'short' },
  S: { dateStyle: 'long', timeStyle: 'medium' },
};

export interface Clock {
  /** BCP 47: of the voice that reads; `und` when the voice decides by the text. */
  readonly locale: string;
  /** IANA, of the people who listen; UTC when Intl doesn't know it. */
  readonly timeZone: string;
  readonly nowMs: number;
}

const knownZone = remembered((timeZone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
});
const formats = remembered((key) => {
  const [locale = '', timeZone = '', style = ''] = key.split(' ');
  const options = { ...styles[style as keyof typeof styles], ...spokenCalendar };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone });
});
const relative = remembered((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** In no language's words: "2026-11-22 15:30". */
const inDigits = remembered(
  (timeZone) => new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone }),
);

/**
 * A timestamp of Discord in words of the locale, or in digits alone where Intl has no words of the language; `seconds`
 * since 1970, within what a Date can hold.
 */
export function timestampWords(seconds: number, style: TimestampStyle, clock: Clock): string {
  if (hasNoWords(clock.locale)) return inDigits(knownZone(clock.timeZone)).format(seconds * 1000);
  const locale = intlLocale(clock.locale);
  if (style === 'R') return relativeWords(seconds - clock.nowMs / 1000, locale);
  const format = formats(`${locale} ${knownZone(clock.timeZone)} ${style}`);
  return spokenDate(format.format(seconds * 1000), locale);
}

function relativeWords(seconds: number, locale: string): string {
  const format = relative(locale);
  const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return format.format(Math.round(seconds / length), unit);
}
