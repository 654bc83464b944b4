import { setTimeout as wait } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { unlessAborted, withDeadline } from '#speech/deadline.ts';

const endless = async (signal: AbortSignal): Promise<never> =>
  unlessAborted(new Promise<never>(() => {}), signal);
const late = () => new Error('late');

test('work that takes too long ends with what is said of that', async () => {
  const { signal } = new AbortController();
  await expect(withDeadline(signal, 5, late, endless)).rejects.toThrow('late');
});

test('whoever gives it up gets their own reason', async () => {
  const stopping = new AbortController();
  const working = withDeadline(stopping.signal, 60_000, late, endless);
  stopping.abort(new Error('skipped'));
  await expect(working).rejects.toThrow('skipped');
});

test('work that is over in time is not ended any more', async () => {
  const { signal } = new AbortController();
  const inner = await withDeadline(signal, 20, late, async (given) => given);
  await wait(40);
  expect(inner.aborted).toBe(false);
});
