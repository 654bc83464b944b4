import { setImmediate as nextTurn } from 'node:timers/promises';

import { intlLocale, remembered } from '#text/locale.ts';
import { fold } from '#voices/language.ts';

/** The zone where none is known. */
export const otherwise = 'UTC';

const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(65 + at));
/** Intl takes up to a millisecond for the name of one: others don't wait for all. */
const zonesPerPiece = 10;
/** Each has some 100 kB. */
const maxLanguages = 8;

/** A name as it is looked for: `America/New_York` and "new york" differ in nothing but words. */
export function plainName(name: string): string {
  return fold(name).replaceAll(/[/_]/gu, ' ');
}

/** All IANA zones. */
export function allZones(): readonly string[] {
  return [otherwise, ...Intl.supportedValuesOf('timeZone')];
}

/**
 * The names of every zone, as they are looked for: that of IANA, and in the language of a locale those that Intl has, of the
 * zone's city or country. It has no city of a country with one time.
 */
export const namesOfZones = remembered(
  async (locale: string): Promise<ReadonlyMap<string, readonly string[]>> => {
    const language = intlLocale(locale);
    const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    const countries = await countriesOfZones();
    const names = new Map<string, readonly string[]>();
    for (const zone of allZones()) {
      if (names.size % zonesPerPiece === 0) await nextTurn();
      const inCountries = (countries.get(zone) ?? []).map((country) => regions.of(country));
      const all = [zone, placeOf(zone, language), ...inCountries];
      names.set(
        zone,
        all.flatMap((name) => (name === undefined ? [] : plainName(name))),
      );
    }
    return names;
  },
  maxLanguages,
);

/** "New York Time" */
function placeOf(timeZone: string, language: string): string | undefined {
  return new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortGeneric' })
    .formatToParts(0)
    .find(({ type }) => type === 'timeZoneName')?.value;
}

let countries: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

/** The countries in which a zone is used, by their ISO 3166 codes. Intl tells it the other way round. */
function countriesOfZones(): Promise<ReadonlyMap<string, readonly string[]>> {
  countries ??= lookUpCountries();
  return countries;
}

async function lookUpCountries(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const first of letters) {
    await nextTurn();
    for (const second of letters) {
      const country = first + second;
      for (const zone of new Intl.Locale(`und-${country}`).getTimeZones() ?? []) {
        const known = found.get(zone);
        if (known) known.push(country);
        else found.set(zone, [country]);
      }
    }
  }
  return found;
}
