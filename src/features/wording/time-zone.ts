import type { ServerSettings } from '#store/server-settings.ts';
import { remembered } from '#text/locale.ts';

const otherwise = 'UTC';

/** IANA zone in which times are spoken: the one that was set, else that of the country of the server's language. */
export function timeZoneFor(
  { timeZone }: Pick<ServerSettings['words'], 'timeZone'>,
  locale: string | undefined,
): string {
  return timeZone ?? (locale === undefined ? otherwise : zoneOfLocale(locale));
}

/** UTC where the country has several times, for a wrong one is worse than a known one. */
const zoneOfLocale = remembered((locale: string): string => {
  const [first, ...others] = new Intl.Locale(locale).maximize().getTimeZones() ?? [];
  if (first === undefined) return otherwise;
  const differs = others.some((zone) => !sameTime(first, zone));
  return differs ? otherwise : first;
});

const winterMs = Date.UTC(2026, 0, 15);
const summerMs = Date.UTC(2026, 6, 15);

function sameTime(one: string, other: string): boolean {
  return [winterMs, summerMs].every((atMs) => timeIn(one, atMs) === timeIn(other, atMs));
}

function timeIn(timeZone: string, atMs: number): string {
  return new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'short' }).format(atMs);
}

/** The zone that somebody means, as IANA writes it; undefined for what is none. */
export function knownTimeZone(typed: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed.trim() }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Zones whose names hold what was typed: cities that begin with it first. */
export function timeZonesLike(typed: string, count: number): readonly string[] {
  const sought = typed.trim().toLowerCase().replace(/ /g, '_');
  const zones = [otherwise, ...Intl.supportedValuesOf('timeZone')].filter((zone) =>
    zone.toLowerCase().includes(sought),
  );
  const begins = (zone: string): boolean =>
    zone
      .toLowerCase()
      .split('/')
      .some((name) => name.startsWith(sought));
  return zones
    .toSorted((one, other) => Number(begins(other)) - Number(begins(one)))
    .slice(0, count);
}
