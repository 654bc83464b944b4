import { expect, test } from 'vitest';

import { Allowance } from '#ops/allowance.ts';

test('as many are allowed in a time as there are, to each person, and those that are given back are allowed again', () => {
  let nowMs = 1_000;
  const allowance = new Allowance({ count: 3, withinMs: 60_000 }, () => nowMs);
  const takes = () => [1, 2, 3, 4].map(() => allowance.take('ann'));
  expect(takes()).toEqual([undefined, undefined, undefined, 60_000]);
  expect(allowance.take('bea')).toBeUndefined();
  nowMs += 60_000;
  expect(takes()).toEqual([undefined, undefined, undefined, 60_000]);
  allowance.giveBack('ann');
  expect([allowance.take('ann'), allowance.take('ann')]).toEqual([undefined, 60_000]);
});
