import { expect, test } from 'vitest';

import type { JobStatus } from '#speech/deapi/job-status.ts';
import { PaidResult } from '#speech/deapi/paid-result.ts';
import { deapiError } from '#speech/deapi/refusals.ts';
import type { Result } from '#speech/deapi/results.ts';
import type { SpeechFailure } from '#speech/speech.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { failureOf } from './rig.ts';

const sound = Buffer.from('0123456789'.repeat(40));

/** One reading: all of it, a failure, so many bytes before it is cut, or other bytes. */
type Reading = 'whole' | SpeechFailure | number | Buffer;
/** A status call says that the address is fresh, that there is none yet, or nothing. */
type Said = 'fresh' | null | 'no answer' | 'failed';

/** A host of results, and a service that tells addresses, which do as told and then as the last time. */
class Host {
  readonly clock = new VirtualClock();
  readonly readAtMs: number[] = [];
  readonly addresses: string[] = [];
  readonly stallsMs: (number | undefined)[] = [];
  statusCalls = 0;
  readonly #readings: readonly Reading[];
  readonly #said: readonly Said[];

  constructor(readings: readonly Reading[], said: readonly Said[] = ['fresh']) {
    this.#readings = readings;
    this.#said = said;
  }

  paid({ url = 'first', untilMs = 120_000 }: { url?: string | null; untilMs?: number } = {}) {
    const done = { state: 'done' as const, ...(url !== null && { resultUrl: url }) };
    return new PaidResult(
      { requestId: 'id', done, untilMs },
      {
        clock: this.clock,
        reread: async () => this.#status(),
        results: {
          warm: () => undefined,
          open: async (address, _signal, stallMs) => {
            this.stallsMs.push(stallMs);
            return this.#read(address);
          },
          text: async (address) => {
            const { bytes } = await this.#read(address);
            const chunks: Uint8Array[] = [];
            for await (const chunk of bytes) chunks.push(chunk);
            return Buffer.concat(chunks).toString();
          },
        },
      },
    );
  }

  async heard(
    options: Parameters<Host['paid']>[0] = {},
    signal = new AbortController().signal,
  ): Promise<string> {
    const paid = this.paid(options);
    const chunks: Uint8Array[] = [];
    const reading = async (): Promise<string> => {
      const { bytes } = await paid.open(signal);
      for await (const chunk of bytes) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    };
    return this.clock.during(reading());
  }

  async #read(address: string): Promise<Result> {
    this.addresses.push(address);
    const reading = this.#readings[this.readAtMs.length] ?? this.#readings.at(-1);
    this.readAtMs.push(this.clock.nowMs());
    if (reading === undefined || reading === 'whole') return this.#result(sound);
    if (typeof reading === 'string') throw deapiError(reading, reading);
    return typeof reading === 'number'
      ? this.#result(sound.subarray(0, reading), true)
      : this.#result(reading);
  }

  #result(all: Buffer, isCut = false): Result {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < all.length; at += 7) yield all.subarray(at, at + 7);
      if (isCut) throw deapiError('bad-audio', 'the result was cut short');
    }
    return { format: 'mp3', bytes: bytes() };
  }

  #status(): JobStatus {
    const said = this.#said[Math.min(this.statusCalls, this.#said.length - 1)];
    this.statusCalls += 1;
    if (said === 'no answer') throw deapiError('unavailable', 'no answer');
    if (said === 'failed') return { state: 'failed', error: deapiError('job-failed', 'failed') };
    return { state: 'done', ...(typeof said === 'string' && { resultUrl: said }) };
  }
}

test('a result that is there is read once, and no call is spent on it', async () => {
  const host = new Host(['whole']);
  expect(await host.heard()).toBe(sound.toString());
  expect([host.readAtMs, host.statusCalls]).toEqual([[0], 0]);
});

test.each<[string, Reading[]]>([
  ['in its middle', [151, 'whole']],
  ['again and again, each time later', [1, 20, 21, 300, 'whole']],
  ['at its beginning, and the host fails then', [3, 'unavailable', 'unavailable', 'whole']],
  ['and its address expires meanwhile', [150, 'result-expired', 'whole']],
  ['in its middle, then before that, and then not', [200, 100, 'whole']],
  ['right before its end', [399, 'whole']],
])(
  'a body that is cut %s goes on where it was: nothing is heard twice, nothing is lost',
  async (_, readings) => {
    const host = new Host(readings);
    expect(await host.heard()).toBe(sound.toString());
    expect(host.readAtMs).toHaveLength(readings.length);
  },
);

test('a body that is cut at the same place every time is given up soon', async () => {
  const host = new Host([100]);
  expect((await failureOf(host.heard())).failure).toBe('bad-audio');
  expect(host.readAtMs.length).toBeGreaterThan(4);
  expect(host.clock.nowMs()).toBeLessThan(10_000);
});

test('a body that gets a byte further each time is not read for ever', async () => {
  const host = new Host(Array.from({ length: 399 }, (_, index) => index + 1));
  expect((await failureOf(host.heard())).failure).toBe('bad-audio');
  expect(host.readAtMs.length).toBeLessThan(30);
});

test('a second reading that is another sound is not sewn on to the first', async () => {
  const host = new Host([150, Buffer.from('another sound '.repeat(30))]);
  const error = await failureOf(host.heard());
  expect(error.message).toContain('another');
  const shorter = new Host([150, sound.subarray(0, 90)]);
  expect((await failureOf(shorter.heard())).message).toContain('another');
});

test('silence is taken for a cut sooner at first than later', async () => {
  const host = new Host([150, 160, 'whole']);
  await host.heard();
  const [first = 0, second = 0, third = 0] = host.stallsMs;
  expect([first < second, second < third]).toEqual([true, true]);
});

test('the address of a result that has none yet is asked for until it is there', async () => {
  const host = new Host(['whole'], [null, null, 'no answer', 'fresh']);
  expect(await host.heard({ url: null })).toBe(sound.toString());
  expect(host.addresses).toEqual(['fresh']);
  expect(host.statusCalls).toBe(4);
});

test('an address that has expired is asked for afresh at once, and then in growing pauses', async () => {
  const host = new Host([
    'result-expired',
    'result-expired',
    'result-expired',
    'result-expired',
    'whole',
  ]);
  expect(await host.heard()).toBe(sound.toString());
  expect(host.addresses).toEqual(['first', 'fresh', 'fresh', 'fresh', 'fresh']);
  expect(host.readAtMs).toEqual([0, 0, 150, 450, 1_050]);
});

test('a host that fails is asked again at the same address, without status calls', async () => {
  const host = new Host(['unavailable', 'unavailable', 'unavailable', 'whole']);
  expect(await host.heard()).toBe(sound.toString());
  expect([host.readAtMs, host.statusCalls]).toEqual([[0, 150, 450, 1_050], 0]);
});

test.each<[string, Reading, Said, SpeechFailure]>([
  ['is never there', 'whole', null, 'result-expired'],
  ['expires every time', 'result-expired', 'fresh', 'result-expired'],
  ['is on a host that fails', 'unavailable', 'fresh', 'unavailable'],
])(
  'a result that %s is waited for as long as the job may take, for few calls',
  async (_, reading, said, failure) => {
    const host = new Host([reading], [said]);
    const url = said === null ? null : 'first';
    expect((await failureOf(host.heard({ url }))).failure).toBe(failure);
    expect(host.clock.nowMs()).toBeGreaterThan(60_000);
    expect(host.clock.nowMs()).toBeLessThanOrEqual(120_000);
    expect(host.statusCalls).toBeLessThan(12);
  },
);

test('who learns of the end at the last moment still reads more than once', async () => {
  const host = new Host(['unavailable', 'whole']);
  expect(await host.heard({ untilMs: 0 })).toBe(sound.toString());
});

test.each<[SpeechFailure, number]>([
  ['foreign-host', 1],
  ['endless', 1],
  ['bad-audio', 5],
  ['bad-answer', 5],
])(
  'what is there but wrong (%s) is read %i times at most, in a few seconds',
  async (failure, times) => {
    const host = new Host([failure]);
    expect((await failureOf(host.heard())).failure).toBe(failure);
    expect(host.readAtMs).toHaveLength(times);
    expect(host.clock.nowMs()).toBeLessThan(5_000);
  },
);

test('a page in place of the sound that is gone a moment later is not noticed', async () => {
  const host = new Host(['bad-audio', 'bad-answer', 'whole']);
  expect(await host.heard()).toBe(sound.toString());
});

test('a job that is said to have failed after all ends it', async () => {
  const host = new Host(['result-expired'], ['failed']);
  expect((await failureOf(host.heard())).failure).toBe('job-failed');
});

test('an abort ends the waiting with its reason', async () => {
  const host = new Host(['unavailable']);
  const aborting = new AbortController();
  const reading = host.paid().open(aborting.signal);
  await new Promise(setImmediate);
  aborting.abort(new Error('skipped'));
  await expect(reading).rejects.toThrow('skipped');
});

test('text is read again as well', async () => {
  const host = new Host(['unavailable', 10, 'whole']);
  const { signal } = new AbortController();
  expect(await host.clock.during(host.paid().text(signal))).toBe(sound.toString());
});
