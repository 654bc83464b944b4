import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { OwnTurns, pause } from '#discord/identify-turns.ts';

test('a wait ends with its signal', async () => {
  const leaving = new AbortController();
  const waiting = pause(60_000, leaving.signal);
  leaving.abort(new Error('we leave'));
  await expect(Promise.race([waiting, delay(2_000, 'it still waits')])).rejects.toThrow('we leave');
  await expect(pause(0, leaving.signal)).rejects.toThrow('we leave');
});

test('a second shard of a bucket waits, and one of another bucket doesn’t', async () => {
  const turns = new OwnTurns();
  const leaving = new AbortController();
  await turns.take(0, leaving.signal);
  await turns.take(1, leaving.signal);
  const second = turns.take(0, leaving.signal);
  expect(await Promise.race([second, delay(50, 'it waits')])).toBe('it waits');
  leaving.abort(new Error('we leave'));
  await expect(second).rejects.toThrow('we leave');
});
