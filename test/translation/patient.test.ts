import { expect, test, vi } from 'vitest';

import { Breaker } from '#speech/breaker.ts';
import { withPatience } from '#translation/patient.ts';
import { TranslationError } from '#translation/translation.ts';
import type { TranslationFailure } from '#translation/translation.ts';

import { stopClocks } from '../virtual-time.ts';

const { signal } = new AbortController();
const request = { texts: ['Hallo'], source: 'de', target: 'en' };
const options = { deadlineMs: 1_000, maxAtOnce: 2, shutOutMs: 600_000 };

/** A service that fails as it is told to, and all the ways in which askers hear of it. */
function opened() {
  const failures: (TranslationError | undefined)[] = [];
  const inner = {
    async translate() {
      const failure = failures.shift();
      if (failure) throw failure;
      return ['Hello'];
    },
    languages: () => Promise.resolve([]),
  };
  const breaker = new Breaker({ failures: 3, pauseMs: 60_000 });
  const patient = withPatience(inner, { ...options, breaker });
  const ask = (): Promise<string> =>
    patient.translate(request, signal).then(
      ([text = '']) => text,
      (error: unknown) => (error instanceof TranslationError ? error.failure : String(error)),
    );
  const fail = (failure: TranslationFailure, retryAfterMs?: number): void =>
    void failures.push(new TranslationError(failure, retryAfterMs ? { retryAfterMs } : {}));
  return { ask, fail };
}

test('after three faults in a row it is left alone for a minute; a refused text is none', async () => {
  stopClocks();
  const { ask, fail } = opened();
  for (const failure of ['fault', 'fault', 'refused', 'fault', 'fault', 'fault'] as const)
    fail(failure);
  for (const heard of ['fault', 'fault', 'refused', 'fault', 'fault', 'fault'])
    expect(await ask()).toBe(heard);
  expect(await ask()).toBe('paused');
  vi.advanceTimersByTime(60_000);
  expect(await ask()).toBe('Hello');
});

test.each([
  ['forbidden', undefined, 600_000],
  ['busy', 5_000, 5_000],
] as const)('after %s it is left alone for as long as that lasts', async (failure, after, ms) => {
  stopClocks();
  const { ask, fail } = opened();
  fail(failure, after);
  expect(await ask()).toBe(failure);
  vi.advanceTimersByTime(ms - 1);
  expect(await ask()).toBe('paused');
  vi.advanceTimersByTime(1);
  expect(await ask()).toBe('Hello');
});

test('no more are under way than may be, and those that ended make room', async () => {
  const { ask } = opened();
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['Hello', 'Hello', 'busy']);
  expect(await ask()).toBe('Hello');
});
