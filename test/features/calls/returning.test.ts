import { setImmediate as turn } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import { Returning } from '#features/calls/returning.ts';

import { stopClocks } from '../../virtual-time.ts';

// Messages that come before the bot is back in its calls wait for that.

function waiting(returning: Returning, guildId: string): () => boolean {
  let isOver = false;
  const until = returning.until(guildId);
  if (!until) return () => true;
  void until.then(() => (isOver = true));
  return () => isOver;
}

test('a message waits until its server’s call is come back to, and one of another server until it is known that there is none', async () => {
  const returning = new Returning();
  const [called, other] = ['1', '2'].map((guildId) => waiting(returning, guildId));
  await turn();
  expect([called?.(), other?.()]).toEqual([false, false]);
  returning.begin(['1']);
  await turn();
  expect([called?.(), other?.()]).toEqual([false, true]);
  expect(returning.until('2')).toBeUndefined();
  returning.done('1');
  await turn();
  expect(called?.()).toBe(true);
  expect(returning.until('1')).toBeUndefined();
});

test('nothing waits for longer than ten seconds, whatever keeps the bot from its calls', async () => {
  stopClocks();
  const returning = new Returning();
  const [early, late] = ['1', '2'].map((guildId) => waiting(returning, guildId));
  returning.begin(['1']);
  await vi.advanceTimersByTimeAsync(9_900);
  expect([early?.(), late?.()]).toEqual([false, true]);
  await vi.advanceTimersByTimeAsync(200);
  expect(early?.()).toBe(true);
  expect(returning.until('1')).toBeUndefined();
});
