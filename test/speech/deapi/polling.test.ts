import { expect, test } from 'vitest';

import { Budget } from '#speech/deapi/budget.ts';
import { Durations } from '#speech/deapi/durations.ts';
import type { Answer } from '#speech/deapi/http.ts';
import { type Job, type JobNews, endOf } from '#speech/deapi/job-news.ts';
import type { DoneStatus, JobStatus } from '#speech/deapi/job-status.ts';
import { polling } from '#speech/deapi/polling.ts';
import { refusalOf } from '#speech/deapi/refusals.ts';
import { Ways } from '#speech/deapi/ways.ts';
import { NoAnswer } from '#speech/http/send.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { failureOf } from './rig.ts';

const done = { data: { status: 'done', result_url: 'https://results.deapi.ai/a.mp3' } };
const running = { data: { status: 'processing', progress: '12.5' } };

function answer(status: number, json: unknown, headers: Record<string, string> = {}): Answer {
  return { status, json, headers, text: JSON.stringify(json) };
}

/** Ends with the signal alone. */
async function hanging(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error));
  return promise;
}

/** A service whose jobs end at given times, and which counts who asks. */
class Service {
  readonly clock = new VirtualClock();
  readonly asked: number[] = [];
  readonly budget: Budget;
  readonly news: JobNews;
  readonly #odd: (asks: number) => Answer | 'lost' | 'hangs' | undefined;
  endsAtMs = 2_000;
  readonly ways = new Ways();

  constructor(
    perMinute = 300,
    perDay?: number,
    odd: (asks: number) => Answer | 'lost' | 'hangs' | undefined = () => undefined,
  ) {
    this.#odd = odd;
    const limits = { perMinute, ...(perDay !== undefined && { perDay }) };
    this.budget = new Budget({ endpoint: 'jobs', clock: this.clock, limits: () => limits });
    this.news = polling({
      ask: async (_, signal) => {
        this.asked.push(this.clock.nowMs());
        const odd = this.#odd(this.asked.length);
        if (odd === 'lost') throw new NoAnswer(true, new Error('reset'));
        if (odd === 'hangs') return hanging(signal);
        return odd ?? answer(200, this.clock.nowMs() >= this.endsAtMs ? done : running);
      },
      refusal: (answer) => refusalOf(answer, 'status', (words) => words),
      budget: this.budget,
      durations: new Durations(),
      clock: this.clock,
      ways: this.ways,
    });
  }

  job(more: Partial<Job> = {}): Job {
    return {
      requestId: 'id',
      model: 'Kokoro',
      textChars: 30,
      submittedAtMs: this.clock.nowMs(),
      ...more,
    };
  }

  async end(job: Job = this.job(), news: readonly JobNews[] = []): Promise<DoneStatus> {
    const signal = new AbortController().signal;
    return this.clock.during(endOf(job, [this.news, ...news], { signal, timeoutMs: 60_000 }));
  }
}

test('the end is heard soon after it came', async () => {
  const service = new Service();
  expect((await service.end()).resultUrl).toBe('https://results.deapi.ai/a.mp3');
  expect(service.asked.at(-1)! - 2_000).toBeLessThan(600);
  expect(service.asked.length).toBeLessThanOrEqual(14);
});

test.each<[string, Answer | 'lost']>([
  ['too many requests', answer(429, { message: 'Too Many Attempts.' }, { 'retry-after': '3' })],
  ['a fault', answer(500, { message: 'Server Error' })],
  ['a page of the gateway', answer(502, undefined)],
  ['a page that blocks', { status: 403, json: undefined, headers: {}, text: 'error code: 1010' }],
  ['success without a status', answer(200, { data: {} })],
  ['success that is no JSON', answer(200, undefined)],
  ['that the job is unknown, once', answer(404, { message: 'No query results' })],
  ['nothing', 'lost'],
])('a status call that answers %s is no failure of the job', async (_, odd) => {
  const service = new Service(300, undefined, (asks) => (asks === 1 ? odd : undefined));
  expect((await service.end()).state).toBe('done');
  expect(service.asked.length).toBeGreaterThan(1);
});

test('after a 429 nothing is asked until its time is over', async () => {
  const refused = answer(429, {}, { 'retry-after': '8', 'x-ratelimit-type': 'minute' });
  const service = new Service(300, undefined, (asks) => (asks === 1 ? refused : undefined));
  await service.end();
  expect(service.asked[1]! - service.asked[0]!).toBeGreaterThan(7_999);
});

test.each<[string, Answer, string]>([
  ['401', answer(401, { message: 'Unauthenticated.' }), 'unauthorised'],
  ['403', answer(403, { message: 'Your account has been suspended.' }), 'suspended'],
  ['404', answer(404, { message: 'No query results' }), 'job-lost'],
  ['410', answer(410, {}), 'gone'],
  ['200 without meaning', answer(200, []), 'bad-answer'],
])('%s, said again and again, ends the job', async (_, always, failure) => {
  expect((await failureOf(new Service(300, undefined, () => always).end())).failure).toBe(failure);
});

test('a job that no replica knows for seconds is still followed, in growing pauses', async () => {
  const unknown = answer(404, { message: 'No query results' });
  const service = new Service(300, undefined, (asks) => (asks <= 4 ? unknown : undefined));
  service.endsAtMs = 0;
  expect((await service.end()).state).toBe('done');
  const pauses = service.asked.slice(1).map((at, index) => at - service.asked[index]!);
  expect(pauses.map((ms, index) => ms >= 500 * 2 ** index)).toEqual([true, true, true, true]);
});

test('a job that was never known is lost after seconds and few calls, a resumed one sooner', async () => {
  const unknown = answer(404, { message: 'No query results' });
  const service = new Service(300, undefined, () => unknown);
  expect((await failureOf(service.end())).failure).toBe('job-lost');
  expect(service.asked.at(-1)! - service.asked[0]!).toBeGreaterThanOrEqual(7_000);
  expect(service.asked.length).toBeLessThan(7);
  const resumed = new Service(300, undefined, () => unknown);
  expect((await failureOf(resumed.end(resumed.job({ isResumed: true })))).failure).toBe('job-lost');
  expect(resumed.clock.nowMs()).toBeLessThan(5_000);
});

test('a status call that hangs costs a second and one more call', async () => {
  const service = new Service(300, undefined, (asks) => (asks === 1 ? 'hangs' : undefined));
  service.endsAtMs = 0;
  expect((await service.end()).state).toBe('done');
  expect(service.asked).toHaveLength(2);
  expect(service.asked[1]! - service.asked[0]!).toBe(1_000);
  expect(service.budget.leftThisMinute).toBe(298);
});

test('a status call that hangs is not doubled when no call is left for that', async () => {
  const service = new Service(50, 2, (asks) => (asks === 1 ? 'hangs' : undefined));
  service.endsAtMs = 0;
  service.budget.begin();
  service.budget.finish();
  const aborting = new AbortController();
  const following = endOf(service.job(), [service.news], {
    signal: aborting.signal,
    timeoutMs: 60_000,
  });
  const ended = service.clock.during(following.catch(String));
  setTimeout(() => aborting.abort(new Error('given up')), 50);
  expect(await ended).toContain('given up');
  expect(service.asked).toHaveLength(1);
});

test('a job that never ends is given up at the deadline', async () => {
  const clock = new Service();
  clock.endsAtMs = Infinity;
  const signal = new AbortController().signal;
  const silent: JobNews = { follow: async () => undefined };
  const following = endOf(clock.job(), [silent], { signal, timeoutMs: 30 });
  expect((await failureOf(following)).failure).toBe('timeout');
});

test('statuses that nobody knows mean that the job runs', async () => {
  const words = ['in_progress', 'warming_up', 'PENDING', 'Queued', ''];
  const service = new Service(300, undefined, (asks) =>
    asks <= words.length ? answer(200, { data: { status: words[asks - 1] } }) : undefined,
  );
  service.endsAtMs = 0;
  expect((await service.end()).state).toBe('done');
});

test('an empty account of status calls is still enough for a job that reserved one', async () => {
  const service = new Service(50, 3);
  const reservation = service.budget.reserve();
  service.budget.begin();
  service.budget.begin();
  await service.end(service.job({ reservation }));
  expect(service.asked.length).toBe(1);
  // It is all that can be asked, so it is asked when the job has surely ended.
  expect(service.asked[0]).toBeGreaterThanOrEqual(10_000);
});

test('many jobs at once never ask more than the minute allows, and all are heard', async () => {
  const service = new Service(50);
  const jobs = Array.from({ length: 40 }, async () => service.end());
  await Promise.all(jobs);
  for (const at of service.asked) {
    const inMinute = service.asked.filter((other) => other >= at && other < at + 60_000);
    expect(inMinute.length).toBeLessThanOrEqual(50);
  }
});

test('a basic account can follow 120 jobs a day and never asks more than 200 times', async () => {
  const service = new Service(50, 200);
  let heard = 0;
  for (let job = 0; job < 120; job += 1) {
    const reservation = service.budget.reserve();
    service.endsAtMs = service.clock.nowMs() + 500 + ((job * 977) % 3_500);
    await service.end(service.job({ reservation }));
    service.clock.pass(120_000);
    heard += 1;
  }
  expect(heard).toBe(120);
  expect(service.asked.length).toBeLessThanOrEqual(200);
});

/** News from elsewhere: what a webhook or a socket will be. */
class Doorbell implements JobNews {
  #hear: ((status: JobStatus) => void) | undefined;
  silenced = false;

  async follow(_job: Job, hear: (status: JobStatus) => void, signal: AbortSignal): Promise<void> {
    this.#hear = hear;
    signal.addEventListener('abort', () => {
      this.silenced = true;
    });
  }

  ring(status: JobStatus): void {
    this.#hear?.(status);
  }
}

test('whoever hears of the end first ends the job, once, and the others are silenced', async () => {
  const service = new Service();
  service.endsAtMs = Infinity;
  const bell = new Doorbell();
  const ending = service.end(service.job(), [bell]);
  bell.ring({ state: 'processing', percent: 50 });
  bell.ring({ state: 'done', resultUrl: 'https://results.deapi.ai/bell.mp3' });
  bell.ring({ state: 'done', resultUrl: 'https://results.deapi.ai/second.mp3' });
  expect((await ending).resultUrl).toBe('https://results.deapi.ai/bell.mp3');
  expect(bell.silenced).toBe(true);
  const asked = service.asked.length;
  await service.clock.during(Promise.resolve());
  expect(service.asked.length).toBe(asked);
});

test('a job of an earlier run is asked for at once, though its end may have been told of to that', async () => {
  const service = new Service();
  service.ways.socketSubscribed();
  service.endsAtMs = 0;
  await service.end(service.job({ isResumed: true }));
  expect(service.asked).toEqual([0]);
});

test('a model that nobody has watched yet is asked for soon, once', async () => {
  const service = new Service(50, 200);
  service.endsAtMs = 3_000;
  await service.end();
  expect(service.asked[0]).toBe(150);
  expect(service.asked[1]).toBeGreaterThan(600);
  const before = service.asked.length;
  service.endsAtMs = service.clock.nowMs() + 3_000;
  const submittedAtMs = service.clock.nowMs();
  await service.end();
  expect(service.asked[before]! - submittedAtMs).toBeGreaterThan(500);
});

test('an abort ends the following at once with its reason, and gives the reservation back', async () => {
  const service = new Service(50, 5);
  const reservation = service.budget.reserve();
  const controller = new AbortController();
  const following = endOf(service.job({ reservation }), [new Doorbell()], {
    signal: controller.signal,
    timeoutMs: 60_000,
  });
  controller.abort(new Error('skipped'));
  await expect(following).rejects.toThrow('skipped');
  expect(service.budget.leftToday).toBe(5);
});
