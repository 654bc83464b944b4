import { expect, test } from 'vitest';

import { excesses, limits } from './flood.ts';
import { floods } from './table.ts';

test('every flood has a name of its own', () => {
  const names = floods.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('what is at its limit is well, and what is above, or could not be measured, is told', () => {
  expect(excesses(limits)).toEqual([]);
  const above = { gapMs: 61, helpMs: 1_001, peakMb: 201, afterMb: Number.NaN };
  expect(excesses(above)).toEqual([
    'the longest gap elsewhere in ms was 61, and may be 60',
    'the slowest /help elsewhere in ms was 1001, and may be 1000',
    'the memory above idle in MB was 201, and may be 200',
    'the memory above idle a minute later in MB was NaN, and may be 20',
  ]);
});
