import { expect, test } from 'vitest';

import { excesses, limitOf } from '../../bench/limits.ts';
import { scenarios } from '../../bench/scenarios.ts';

const row = { name: 'first-packet/cached', median: 5, p95: 6, unit: 'ms', runs: 20 };

test('every row of the benchmark has its limit, or is listed as one that has none', () => {
  const names = scenarios.flatMap((scenario) => scenario.names);
  expect(Object.keys(limitOf).toSorted()).toEqual(names.toSorted());
});

test('what is above its limit, not measured or unknown is named', () => {
  expect(excesses(['first-packet/cached'], [row])).toEqual([]);
  expect(excesses(['first-packet/cached'], [{ ...row, median: 10.1 }])).toEqual([
    'first-packet/cached is 10.1 ms, above 10',
  ]);
  expect(excesses(['first-packet/cached'], [])).toEqual(['first-packet/cached was not measured']);
  expect(excesses(['first-packet/new'], [])).toEqual([
    'first-packet/new has no limit in limits.json',
  ]);
});
