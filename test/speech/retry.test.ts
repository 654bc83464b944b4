import { expect, test } from 'vitest';

import { withRetry } from '#speech/retry.ts';
import {
  type Speech,
  SpeechError,
  type SpeechErrorFacts,
  type SpeechFailure,
  type SpeechRequest,
  type SpokenAudio,
} from '#speech/speech.ts';

import { VirtualClock } from './virtual-clock.ts';

const request: SpeechRequest = {
  text: 'Hello',
  model: 'm',
  language: 'en',
  voice: { mode: 'preset', id: 'v' },
  speed: 1,
};

/** Fails as told, then speaks. */
class Failing implements Speech {
  asked = 0;
  readonly #failures: unknown[];

  constructor(...failures: unknown[]) {
    this.#failures = failures;
  }

  async speak(): Promise<SpokenAudio> {
    const failure = this.#failures[this.asked];
    this.asked += 1;
    if (failure !== undefined) throw failure;
    return { format: 'mp3', engine: 'deapi', bytes: (async function* none() {})() };
  }
}

function failure(name: SpeechFailure, facts: Partial<SpeechErrorFacts> = {}): SpeechError {
  return new SpeechError(name, name, { engine: 'deapi', ...facts });
}

async function speak(inner: Failing, signal = new AbortController().signal) {
  const clock = new VirtualClock();
  const speech = withRetry(inner, { maxWaitMs: 5_000, maxAttempts: 4, clock });
  const outcome = await clock.during(
    speech.speak(request, { signal }).then(
      () => 'spoken',
      (error: unknown) => error,
    ),
  );
  return { outcome, waitedMs: clock.nowMs() };
}

const failed = failure('job-failed', { retryable: true, refunded: true });

test.each<[string, SpeechError[], number, number]>([
  [
    'nothing was sent, three times',
    Array<SpeechError>(3).fill(failure('unavailable', { retryable: true })),
    4,
    1_750,
  ],
  [
    'the minute is over soon',
    [failure('rate-limited', { retryAfterMs: 4_000, quota: 'minute' })],
    2,
    4_000,
  ],
  [
    'the service says itself when it is back',
    [failure('unavailable', { retryable: true, retryAfterMs: 2_000 })],
    2,
    2_000,
  ],
  ['a job failed that may succeed and was paid back', [failed], 2, 0],
])('it is asked again when %s', async (_, failures, asked, waitedMs) => {
  const inner = new Failing(...failures);
  expect(await speak(inner)).toEqual({ outcome: 'spoken', waitedMs });
  expect(inner.asked).toBe(asked);
});

test.each<[string, unknown[], number]>([
  ['the answer was lost', [failure('maybe-submitted')], 1],
  [
    'the answer was lost, whatever is said of it',
    [failure('maybe-submitted', { retryable: true, retryAfterMs: 1 })],
    1,
  ],
  ['it is not known that nothing was sent', [failure('unavailable')], 1],
  [
    'the wait is longer than a person waits',
    [failure('rate-limited', { retryAfterMs: 40_000, quota: 'minute' })],
    1,
  ],
  ['it is not known how long', [failure('rate-limited')], 1],
  ['a job will fail again', [failure('job-failed', { retryable: false, refunded: true })], 1],
  [
    'a job failed and its charge was kept',
    [failure('job-failed', { retryable: true, refunded: false })],
    1,
  ],
  [
    'nobody says whether a failed job was paid back',
    [failure('job-failed', { retryable: true })],
    1,
  ],
  ['a second job failed', [failed, failed], 2],
  ['it was refused', [failure('refused')], 1],
  ['the deadline passed', [failure('timeout')], 1],
  [
    'all attempts failed',
    Array<SpeechError>(9).fill(failure('unavailable', { retryable: true })),
    4,
  ],
  ['it is a bug', [new TypeError('x is not a function')], 1],
])('it is not asked again when %s', async (_, failures, asked) => {
  const inner = new Failing(...failures);
  expect((await speak(inner)).outcome).toBe(failures[asked - 1]);
  expect(inner.asked).toBe(asked);
});

test('a service that speaks is asked once', async () => {
  const inner = new Failing();
  expect((await speak(inner)).outcome).toBe('spoken');
  expect(inner.asked).toBe(1);
});

test('an abort ends the waiting with its reason', async () => {
  const inner = new Failing(failure('rate-limited', { retryAfterMs: 4_000 }));
  const controller = new AbortController();
  const speech = withRetry(inner, { maxWaitMs: 60_000, maxAttempts: 9 });
  const speaking = speech.speak(request, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('skipped')), 20);
  await expect(speaking).rejects.toThrow('skipped');
  expect(inner.asked).toBe(1);
});

test('all its waits together are no longer than the longest', async () => {
  const later = failure('rate-limited', { retryAfterMs: 2_000 });
  expect(await speak(new Failing(later, later))).toEqual({ outcome: 'spoken', waitedMs: 4_000 });
  const third = await speak(new Failing(later, later, later));
  expect(third).toEqual({ outcome: later, waitedMs: 4_000 });
});
