import { expect, test } from 'vitest';

import { Lateness } from '#discord/lateness.ts';

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
