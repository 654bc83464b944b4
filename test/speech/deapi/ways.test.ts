import { describe, expect, test } from 'vitest';

import { Budget } from '#speech/deapi/budget.ts';
import { Durations } from '#speech/deapi/durations.ts';
import { type Job, endOf } from '#speech/deapi/job-news.ts';
import type { JobStatus } from '#speech/deapi/job-status.ts';
import { LearnedTier } from '#speech/deapi/learned-tier.ts';
import { Noticeboard } from '#speech/deapi/noticeboard.ts';
import { polling } from '#speech/deapi/polling.ts';
import { quotasOf } from '#speech/deapi/quotas.ts';
import { deapiError, refusalOf } from '#speech/deapi/refusals.ts';
import { keptCall } from '#speech/deapi/submit.ts';
import { waysInUse } from '#speech/deapi/ways-in-use.ts';
import { Ways } from '#speech/deapi/ways.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { failureOf } from './rig.ts';

const resultUrl = 'https://results.deapi.ai/a.mp3';
const done: JobStatus = { state: 'done', resultUrl };

/** A service that is asked, and ways on which it may tell by itself what became of a job. */
class Service {
  readonly clock = new VirtualClock();
  readonly ways = new Ways();
  readonly board = new Noticeboard(this.clock);
  readonly askedMs: number[] = [];
  /** A status call says this from that moment on. */
  ends: { readonly atMs: number; readonly status: string } = { atMs: 2_000, status: 'done' };
  readonly #polling = polling({
    ask: async () => {
      const nowMs = this.clock.nowMs();
      this.askedMs.push(nowMs);
      const status = nowMs < this.ends.atMs ? 'processing' : this.ends.status;
      const json = { data: { status, ...(status === 'done' && { result_url: resultUrl }) } };
      return { status: 200, headers: {}, json, text: JSON.stringify(json) };
    },
    refusal: (answer) => refusalOf(answer, 'status', (words) => words),
    budget: new Budget({
      endpoint: 'jobs',
      clock: this.clock,
      limits: () => ({ perMinute: 300 }),
    }),
    durations: new Durations(),
    clock: this.clock,
    ways: this.ways,
  });

  end(more: Partial<Job> = {}): Promise<unknown> {
    const submittedAtMs = this.clock.nowMs();
    const job = { requestId: 'id', model: 'Kokoro', textChars: 30, submittedAtMs, ...more };
    const { signal } = new AbortController();
    const ending = endOf(job, [this.#polling, this.board], { signal, timeoutMs: 600_000 });
    return this.clock.during(ending);
  }

  /** Happens while time passes. */
  at(atMs: number, what: () => void): void {
    void this.clock.sleep(atMs, new AbortController().signal).then(what);
  }
}

describe('a webhook that was heard of', () => {
  function heard(): Service {
    const service = new Service();
    service.ways.webhookTold();
    return service;
  }

  test('costs no status call of a job that ends in time, well or not', async () => {
    const service = heard();
    service.at(2_000, () => service.board.tell('id', done));
    expect(await service.end({ isReported: true })).toEqual(done);
    const error = deapiError('job-failed', 'the job failed at deAPI');
    service.at(2_000, () => service.board.tell('another', { state: 'failed', error }));
    const ending = service.end({ requestId: 'another', isReported: true });
    expect(await failureOf(ending)).toBe(error);
    expect(service.askedMs).toEqual([]);
  });

  test('is not believed in any more when a job ended and nothing came, until something does', async () => {
    const service = heard();
    await service.end({ isReported: true });
    expect(service.askedMs).toHaveLength(1);
    expect(service.askedMs[0]).toBeGreaterThan(4_000);
    expect(service.ways.areUp).toBe(false);

    const begunMs = service.clock.nowMs();
    service.ends = { atMs: begunMs + 2_000, status: 'done' };
    await service.end({ isReported: true });
    expect(service.clock.nowMs() - begunMs).toBeLessThan(2_600);

    service.ways.webhookTold();
    expect(service.ways.areUp).toBe(true);
  });

  test('is not waited for by a job that it was never told to report', async () => {
    const service = heard();
    await service.end();
    expect(service.clock.nowMs()).toBeLessThan(2_600);
  });

  test('that tells of an end without a result is a reason to ask at once', async () => {
    const service = heard();
    service.at(2_100, () => service.ways.ask('id'));
    await service.end({ isReported: true });
    expect(service.askedMs).toEqual([2_100]);
    expect(service.ways.areUp).toBe(true);
  });
});

describe('a WebSocket that is subscribed', () => {
  function subscribed(): Service {
    const service = new Service();
    service.ways.socketSubscribed();
    return service;
  }

  test('costs no status call of a job that ends well and in time', async () => {
    const service = subscribed();
    service.at(2_000, () => service.board.tell('id', done));
    await service.end();
    expect(service.askedMs).toEqual([]);
  });

  test('tells of no failure: that is asked for when the job is overdue, rarely, and it is believed in still', async () => {
    const service = subscribed();
    service.ends = { atMs: 40_000, status: 'error' };
    expect((await failureOf(service.end())).failure).toBe('job-failed');
    expect(service.askedMs.length).toBeLessThan(8);
    expect(service.ways.areUp).toBe(true);
  });

  test('is not believed in any more after a job that ended well unheard, until it tells of one', async () => {
    const service = subscribed();
    await service.end();
    expect(service.ways.areUp).toBe(false);
    service.ways.socketTold();
    expect(service.ways.areUp).toBe(true);
  });

  test('when it is lost, jobs are asked for as if it had never been', async () => {
    const service = subscribed();
    service.at(500, () => service.ways.socketLost());
    await service.end();
    expect(service.clock.nowMs()).toBeLessThan(2_600);
  });

  test('when it is back, each job is asked for once, and then no more', async () => {
    const service = new Service();
    service.ends = { atMs: 9_000, status: 'done' };
    service.at(100, () => service.ways.socketSubscribed());
    service.at(5_000, () => service.board.tell('id', done));
    await service.end();
    expect(service.askedMs).toEqual([100]);
  });

  test('when it is back and the job has ended meanwhile, that is known at once', async () => {
    const service = new Service();
    service.ends = { atMs: 50, status: 'done' };
    service.at(100, () => service.ways.socketSubscribed());
    await service.end();
    expect(service.askedMs).toEqual([100]);
    expect(service.ways.areUp).toBe(true);
  });
});

test('without a status call left of the day, a job is made only when its end will be told', () => {
  const ways = new Ways();
  const clock = new VirtualClock();
  const tier = new LearnedTier({ assumed: 'basic', account: 'one', clock });
  const quotas = quotasOf(tier, clock, undefined);
  for (let call = 0; call < 200; call += 1) keptCall({ quotas, ways });
  expect(() => keptCall({ quotas, ways })).toThrow('used up');
  ways.socketSubscribed();
  expect(keptCall({ quotas, ways })).toBeUndefined();
  ways.socketLost();
  expect(() => keptCall({ quotas, ways })).toThrow('used up');
});

test.each([
  [{ webhook: false, socket: false, tier: 'basic' }, 'asked for (1 to 3 status calls each)'],
  [
    { webhook: true, socket: true, tier: 'premium' },
    'heard of by webhook (0 status calls) and WebSocket (0 status calls, but for jobs that fail), and asked for while nothing is heard (1 to 14 status calls each)',
  ],
] as const)('the operator reads which ways there are: %j', (ways, said) => {
  expect(waysInUse(ways)).toBe(`the ends of deAPI's jobs are ${said}`);
});
