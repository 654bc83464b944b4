import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { LocalHost } from '#speech/local/host.ts';
import type { LocalHostOptions } from '#speech/local/host.ts';
import type { Clause, FromSpeaker, ToSpeaker } from '#speech/local/speaker-port.ts';
import type { SpeakerEvents } from '#speech/local/speaker-process.ts';

// One model at work, in processes of which the test says what they say.

interface Process {
  readonly events: SpeakerEvents;
  readonly posted: ToSpeaker[];
  isKilled: boolean;
}
let processes: Process[] = [];
beforeEach(() => {
  processes = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

function opened(options: Partial<LocalHostOptions> = {}, isUp = true): LocalHost {
  const host = new LocalHost({
    speaker: { files: { kind: 'vits', paths: {} }, threads: 1 },
    start(_, events) {
      const process: Process = { events, posted: [], isKilled: false };
      processes.push(process);
      if (isUp)
        queueMicrotask(() => events.message({ kind: 'ready', sampleRate: 16_000, rssBytes: 0 }));
      return {
        post: (message) => void process.posted.push(message),
        kill: () => void (process.isKilled = true),
        hold: () => undefined,
      };
    },
    ...options,
  });
  onTestFinished(() => host.close());
  return host;
}

const clause: Clause = { text: 'Hello.', voice: { kind: 'speaker', id: 0 }, speed: 1 };
const { signal } = new AbortController();
const turn = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const latest = (): Process => processes.at(-1) as Process;
const idOf = ({ posted }: Process): number =>
  posted.findLast(({ kind }) => kind === 'speak')?.id ?? 0;
const says = (process: Process, message: FromSpeaker): void => process.events.message(message);
const sound = (process: Process, ...samples: number[]): void =>
  says(process, { kind: 'sound', id: idOf(process), pcm: Int16Array.from(samples) });
const finish = (process: Process, rssBytes = 0): void =>
  says(process, { kind: 'finished', id: idOf(process), madeMs: 5, lastsMs: 10, rssBytes });

function speaking(host: LocalHost, until = signal, said = clause) {
  const heard: number[] = [];
  const spoken = host.speak(said, (pcm) => heard.push(...pcm), until);
  const outcome = spoken.catch((error: unknown) => error);
  return { heard, outcome };
}

test('what is made of a clause is passed on, and how long it took is told', async () => {
  const host = opened();
  const { heard, outcome } = speaking(host);
  await turn();
  expect(host.sampleRate).toBe(16_000);
  sound(latest(), 1, 2);
  sound(latest(), 3);
  finish(latest());
  expect(await outcome).toMatchObject({ madeMs: 5, lastsMs: 10 });
  expect(heard).toEqual([1, 2, 3]);
});

test('what the model can’t do is told with its reason', async () => {
  const { outcome } = speaking(opened());
  await turn();
  says(latest(), { kind: 'failed', id: idOf(latest()), reason: 'no such speaker' });
  expect(await outcome).toMatchObject({
    failure: 'job-failed',
    message: 'The model failed: no such speaker.',
  });
});

test('one that is silent for a minute is ended, and that is told as a silence', async () => {
  const { outcome } = speaking(opened());
  await turn();
  await vi.advanceTimersByTimeAsync(50_000);
  sound(latest(), 1);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(latest().isKilled).toBe(false);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(await outcome).toMatchObject({ failure: 'timeout', facts: { isSilent: true } });
  expect(processes[0]?.isKilled).toBe(true);
});

test('more than forty clauses at once are too much', async () => {
  const host = opened();
  const all = Array.from({ length: 40 }, () => speaking(host));
  const { outcome } = speaking(host);
  expect(await outcome).toMatchObject({ failure: 'rate-limited' });
  host.close();
  const failures = await Promise.all(all.map((each) => each.outcome));
  expect(failures).toHaveLength(40);
  expect(failures[0]).toMatchObject({ failure: 'unavailable' });
});

test('a process that has grown by much is replaced between two clauses', async () => {
  const host = opened();
  const first = speaking(host);
  await turn();
  finish(latest(), 500 * 2 ** 20);
  await first.outcome;
  const second = speaking(host);
  await turn();
  expect(processes).toHaveLength(1);
  finish(latest(), 700 * 2 ** 20);
  await second.outcome;
  await turn();
  expect(processes.map(({ isKilled }) => isKilled)).toEqual([true, false]);
});

test('what nobody hears any more is skipped, and ended when it is in somebody’s way for half a second', async () => {
  const host = opened();
  const leaving = new AbortController();
  const first = speaking(host, leaving.signal);
  await turn();
  leaving.abort(new Error('skipped'));
  expect(await first.outcome).toEqual(new Error('skipped'));
  expect(latest().posted.at(-1)).toEqual({ kind: 'skip', id: idOf(latest()) });
  sound(latest(), 1);
  expect(first.heard).toEqual([]);
  const second = speaking(host);
  await vi.advanceTimersByTimeAsync(490);
  expect(processes).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(processes.map(({ isKilled }) => isKilled)).toEqual([true, false]);
  sound(latest(), 7);
  finish(latest());
  await second.outcome;
  expect(second.heard).toEqual([7]);
});

test('a process that dies is replaced once for a clause, of which nothing is heard twice', async () => {
  const { heard, outcome } = speaking(opened());
  await turn();
  sound(latest(), 1, 2);
  latest().events.death(new Error('killed'));
  await turn();
  expect(processes).toHaveLength(2);
  sound(latest(), 1);
  sound(latest(), 2, 3);
  latest().events.death(new Error('killed'));
  expect(await outcome).toMatchObject({ failure: 'unavailable' });
  expect(heard).toEqual([1, 2, 3]);
});

test('what was ended on purpose is no death, however often it is told', async () => {
  const host = opened();
  const { outcome } = speaking(host);
  await turn();
  finish(latest());
  await outcome;
  const [first] = processes;
  // It has had nothing to do for ten minutes.
  await vi.advanceTimersByTimeAsync(600_000);
  expect(first?.isKilled).toBe(true);
  const next = speaking(host);
  await turn();
  first?.events.death(new Error('it ended'));
  finish(latest());
  expect(await next.outcome).toMatchObject({ madeMs: 5 });
  expect(processes).toHaveLength(2);
});

test('whoever was given a clip ends when nothing may be kept of it, and nobody else', async () => {
  const host = opened();
  const own = speaking(host);
  await turn();
  finish(latest());
  await own.outcome;
  host.forget();
  expect(latest().isKilled).toBe(false);
  const clip = { kind: 'clip', bytes: Uint8Array.of(1) } as const;
  const cloned = speaking(host, signal, { ...clause, voice: clip });
  await turn();
  host.forget();
  // It is let end its clause.
  expect(latest().isKilled).toBe(false);
  finish(latest());
  await cloned.outcome;
  await turn();
  expect(processes[0]?.isKilled).toBe(true);
});

test('a process that does not come up within a minute fails what waits for it', async () => {
  const { outcome } = speaking(opened({}, false));
  await vi.advanceTimersByTimeAsync(125_000);
  expect(await outcome).toMatchObject({
    failure: 'unavailable',
    message: 'The model does not load.',
  });
});
