import type { ServerSettings } from '#store/server-settings.ts';
import { remembered } from '#text/locale.ts';

import { allZones, namesOfZones, otherwise, plainName } from './zone-names.ts';

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

/**
 * The zone that somebody means, as IANA writes it: by its whole name, or by its city where no other has one of that name.
 * Undefined for what is none.
 */
export function knownTimeZone(typed: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed.trim() }).resolvedOptions().timeZone;
  } catch {
    const city = plainName(typed);
    const [found, ...others] = allZones().filter((zone) => cityOf(zone) === city);
    return others.length === 0 ? found : undefined;
  }
}

function cityOf(zone: string): string {
  return plainName(zone.split('/').at(-1) ?? zone);
}

/** Zones of which a name, in IANA or in the language of a locale, holds what was typed: words that begin with it first. */
export async function timeZonesLike(
  typed: string,
  locale: string,
  count: number,
): Promise<readonly string[]> {
  const sought = plainName(typed);
  const found = Array.from(await namesOfZones(locale)).filter(([, names]) =>
    names.some((name) => name.includes(sought)),
  );
  const begins = (names: readonly string[]): boolean =>
    names.some((name) => ` ${name}`.includes(` ${sought}`));
  return found
    .toSorted(([, one], [, other]) => Number(begins(other)) - Number(begins(one)))
    .slice(0, count)
    .map(([zone]) => zone);
}
