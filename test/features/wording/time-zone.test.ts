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
  ['Mars/Olympus', undefined],
  ['', undefined],
])('%j is known as %s', (typed, zone) => {
  expect(knownTimeZone(typed)).toBe(zone);
});

test('zones are found by their cities', () => {
  expect(timeZonesLike('new y', 25)).toEqual(['America/New_York']);
  expect(timeZonesLike('berl', 1)).toEqual(['Europe/Berlin']);
  expect(timeZonesLike('', 25)).toHaveLength(25);
});
