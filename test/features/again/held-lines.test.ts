import { expect, test, vi } from 'vitest';

import { UserError } from '#errors.ts';
import { HeldLines } from '#features/again/held-lines.ts';

import { stopClocks } from '../../virtual-time.ts';

test('nobody has more than ten, and all are forgotten an hour after the last one came', () => {
  stopClocks();
  const held = new HeldLines();
  for (let at = 0; at < 12; at += 1) held.put('ann', `${at}`);
  expect(held.of('ann').map(({ words }) => words)).toEqual(
    Array.from({ length: 10 }, (_, at) => `${at + 2}`),
  );
  vi.advanceTimersByTime(59 * 60_000);
  const last = held.put('ann', 'the last');
  vi.advanceTimersByTime(59 * 60_000);
  expect(held.recall('ann', last.id).words).toBe('the last');
  vi.advanceTimersByTime(2 * 60_000);
  expect(held.of('ann')).toEqual([]);
});

test('what somebody put aside is theirs alone, and cut where it is too long', () => {
  const held = new HeldLines();
  const { id, words } = held.put('ann', 'x'.repeat(2_000));
  expect(words).toHaveLength(1_000);
  expect(held.of('bea')).toEqual([]);
  expect(() => held.recall('bea', id)).toThrow(UserError);
  held.drop('bea', id);
  expect(held.of('ann')).toHaveLength(1);
  held.drop('ann', id);
  expect(held.of('ann')).toEqual([]);
});
