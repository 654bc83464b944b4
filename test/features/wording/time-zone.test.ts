import { expect, test } from 'vitest';

import { knownTimeZone, timeZoneFor, timeZonesLike } from '#features/wording/time-zone.ts';

test.each([
  ['de', 'Europe/Berlin'],
  ['ja', 'Asia/Tokyo'],
  ['en-GB', 'Europe/London'],
  // A country with several times has none guessed.
  ['en-US', 'UTC'],
  ['pt-BR', 'UTC'],
  ['es-ES', 'UTC'],
  [undefined, 'UTC'],
])('a server in %s has the zone %s', (locale, zone) => {
  expect(timeZoneFor({}, locale)).toBe(zone);
});

test('a zone that was set goes before the language', () => {
  expect(timeZoneFor({ timeZone: 'Asia/Tokyo' }, 'de')).toBe('Asia/Tokyo');
});

test.each([
  [' europe/berlin ', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['Berlin', 'Europe/Berlin'],
  ['São Paulo', 'America/Sao_Paulo'],
  ['Argentina', undefined],
  ['Mars/Olympus', undefined],
  ['', undefined],
])('%j is known as %s', (typed, zone) => {
  expect(knownTimeZone(typed)).toBe(zone);
});

test.each([
  ['new y', 'en-US', 'America/New_York'],
  ['America/New_Y', 'en-US', 'America/New_York'],
  ['berl', 'ja', 'Europe/Berlin'],
  ['Deutschl', 'de', 'Europe/Berlin'],
  ['Moskau', 'de', 'Europe/Moscow'],
  ['Nueva York', 'es-419', 'America/New_York'],
  ['sao pau', 'pt-BR', 'America/Sao_Paulo'],
  ['ニューヨーク', 'ja', 'America/New_York'],
  ['日本', 'ja', 'Asia/Tokyo'],
  ['ไทย', 'th', 'Asia/Bangkok'],
])('who types “%s” in %s finds %s first', async (typed, locale, zone) => {
  expect((await timeZonesLike(typed, locale, 25))[0]).toBe(zone);
});

test('where nothing was typed there are some, and of what there is none', async () => {
  expect(await timeZonesLike('', 'en-US', 25)).toHaveLength(25);
  expect(await timeZonesLike('Olympus', 'de', 25)).toEqual([]);
});
