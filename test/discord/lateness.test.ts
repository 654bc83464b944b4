import { expect, test } from 'vitest';

import { Ages, Lateness } from '#discord/lateness.ts';

const verdicts = (ages: readonly number[]): boolean[] => {
  const lateness = new Lateness();
  return ages.map((ageMs) => lateness.isLate(ageMs));
};

test('an interaction that waited longer than the others is late', () => {
  expect(verdicts([40, 60, 2_700, 50])).toEqual([false, false, true, false]);
});

test.each([[-5_000], [5_000]])('a clock that is %d ms off makes none late', (skewMs) => {
  expect(verdicts([40, 60, 45, 2_700].map((ageMs) => ageMs + skewMs))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('after the clock was set anew, they are answered again soon', () => {
  expect(verdicts([40, 40, ...Array.from({ length: 12 }, () => 10_000)]).at(-1)).toBe(false);
});

test('messages are old by the youngest, whatever the clock says', () => {
  const ages = new Ages(32);
  expect(ages.age(600_000)).toBe(0);
  expect(ages.age(600_100)).toBe(100);
  expect(ages.age(900_000)).toBe(300_000);
  expect(ages.age(599_000)).toBe(0);
});
