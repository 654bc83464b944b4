import { expect, test } from 'vitest';

import { outageMs } from '../../bench/outage.ts';

const struckAtMs = 1_000;
/** Frames every 20 ms, from one time to another. */
const speech = (fromMs: number, toMs: number): number[] =>
  Array.from({ length: (toMs - fromMs) / 20 }, (_, index) => fromMs + index * 20);

test.each([
  ['speech that goes on has no outage', speech(1_000, 3_100), 3_100, 0],
  ['before two seconds are over none is believed', speech(1_000, 2_900), 2_900, undefined],
  ['a pause is counted from the fault', [...speech(1_000, 1_060), 1_400], 1_500, 400],
  ['a pause that begins at once, too', speech(1_300, 1_500), 1_500, 300],
  ['frames on their way are not speech that goes on', speech(1_000, 1_060), 3_500, undefined],
  ['an outage of five seconds lasts five seconds', [...speech(1_000, 1_060), 6_000], 6_050, 5_000],
  ['nothing heard yet is nothing known', [], 9_000, undefined],
])('%s', (_, times, nowMs, expected) => {
  expect(outageMs(times, struckAtMs, nowMs)).toBe(expected);
});
