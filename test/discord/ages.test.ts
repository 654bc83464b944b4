import { expect, test } from 'vitest';

import { Ages } from '#discord/ages.ts';

const agesOf = (given: readonly number[]): number[] => {
  const ages = new Ages(8);
  return given.map((ageMs) => ages.age(ageMs));
};

test('an interaction that waited longer than the others is older', () => {
  expect(agesOf([40, 60, 2_700, 50])).toEqual([0, 20, 2_660, 10]);
});

test.each([[-5_000], [5_000]])('a clock that is %d ms off makes none older', (skewMs) => {
  expect(agesOf([40, 60, 45, 2_700].map((ageMs) => ageMs + skewMs))).toEqual([0, 20, 5, 2_660]);
});

test('after the clock was set anew, what comes is new again soon', () => {
  expect(agesOf([40, 40, ...Array.from({ length: 12 }, () => 10_000)]).at(-1)).toBe(0);
});

test('messages are old by the youngest, whatever the clock says', () => {
  const ages = new Ages(32);
  expect(ages.age(600_000)).toBe(0);
  expect(ages.age(600_100)).toBe(100);
  expect(ages.age(900_000)).toBe(300_000);
  expect(ages.age(599_000)).toBe(0);
});
