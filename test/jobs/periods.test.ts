import { expect, test } from 'vitest';

import { endOf, firstDayOf } from '#jobs/periods.ts';
import { dayMs, dayOf } from '#ops/utc-day.ts';

const at = (moment: string): number => Date.parse(moment);
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

test.each([
  ['2026-11-29T00:00:00.000Z', '2026-11-29', '2026-11-01'],
  ['2026-11-29T23:59:59.999Z', '2026-11-29', '2026-11-01'],
  ['2026-12-01T00:00:00.000Z', '2026-12-01', '2026-12-01'],
  ['2028-02-29T12:00:00.000Z', '2028-02-29', '2028-02-01'],
])('at %s it is the day %s of the month that began on %s', (moment, day, month) => {
  expect(dateOf(dayOf(at(moment)))).toBe(day);
  expect(dateOf(firstDayOf('day', at(moment)))).toBe(day);
  expect(dateOf(firstDayOf('month', at(moment)))).toBe(month);
});

test.each([
  ['2026-11-29T23:59:59.999Z', '2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
  ['2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ['2028-02-29T12:00:00.000Z', '2028-03-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
])('at %s the next day begins at %s, and the next month at %s', (moment, day, month) => {
  expect(endOf('day', at(moment))).toBe(at(day));
  expect(endOf('month', at(moment))).toBe(at(month));
});
