import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { clipChecker } from '#audio/clip/clip-checker.ts';
import { startReaderProcess } from '#audio/clip/reader-process.ts';
import type { ReaderProcess, StartReader } from '#audio/clip/reader-process.ts';
import { Readers } from '#audio/clip/readers.ts';
import type { ReadersOptions } from '#audio/clip/readers.ts';
import { residentBytes } from '#audio/clip/resident-memory.ts';
import { targetLufs } from '#audio/loudness/levelling.ts';
import { ServiceError, UserError } from '#errors.ts';
import { inEnglish } from '#i18n/texts.ts';

import { environmentSeenBy } from '../../child-processes.ts';
import { watchLargest } from '../../fuzz/largest-memory.ts';
import { speechLike, wav } from '../sound.ts';
import { silentFlac, usualLimits } from './clips.ts';

const never = new AbortController().signal;
const clip = wav(speechLike(4));
const opened: Readers[] = [];

afterEach(() => {
  for (const readers of opened.splice(0)) readers.close();
});

/** For tests to which it is all the same what its process has read before. */
let shared: ReturnType<typeof open>;

beforeAll(() => {
  shared = open();
  opened.splice(0);
});

afterAll(() => shared.readers.close());

/** A checker with its real process, one unless told otherwise, and every process that it started. */
function open(options: ReadersOptions = {}) {
  const started: ReaderProcess[] = [];
  const startReader: StartReader = (events) => {
    const reader = startReaderProcess(events);
    started.push(reader);
    return reader;
  };
  const readers = new Readers({ maxReaders: 1, startReader, ...options });
  opened.push(readers);
  const checker = clipChecker(readers);
  const check = (bytes: Uint8Array = clip, signal: AbortSignal = never) =>
    checker.check(bytes, usualLimits, signal);
  return { readers, checker, check, started };
}

function isRunning({ pid }: ReaderProcess): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return true;
  } catch {
    return false;
  }
}

test('one process reads one clip after another', async () => {
  const { check, started } = open();
  const reports = await Promise.all([check(), check(), check(clip.subarray(0, 20_000))]);
  expect(reports.map(({ durationMs }) => Math.round(durationMs / 100))).toEqual([40, 40, 4]);
  await check();
  // The first start after an installation is replaced by a lean one.
  expect(started.length).toBeLessThanOrEqual(2);
});

test('a clip that takes too long is refused, its process killed, and the next one is read', async () => {
  const { check, started } = open({ timeoutMs: 400 });
  await check();
  const reader = started.at(-1)!;
  process.kill(reader.pid!, 'SIGSTOP');
  const stuck = check();
  const next = check();
  await expect(stuck).rejects.toThrow(/it takes too long to read/);
  expect((await next).durationMs).toBeCloseTo(4000, 0);
  expect(isRunning(reader)).toBe(false);
});

test('a clip that kills the process is refused, and the next one is read', async () => {
  const { check, started } = open();
  await check();
  const reader = started.at(-1)!;
  process.kill(reader.pid!, 'SIGSTOP');
  const fatal = check();
  const next = check();
  reader.kill();
  await expect(fatal).rejects.toBeInstanceOf(UserError);
  expect((await next).durationMs).toBeCloseTo(4000, 0);
});

test('a clip that takes too much memory is refused, and its process killed', async () => {
  // No clip is known that takes it, so the process is made to look as if it were small, and the bound follows.
  const started: ReaderProcess[] = [];
  const startReader: StartReader = (events) => {
    const reader = startReaderProcess({
      message: (message) =>
        events.message(message.kind === 'ready' ? { ...message, rssBytes: 0 } : message),
      death: (reason) => events.death(reason),
    });
    started.push(reader);
    return reader;
  };
  const { check } = open({ maxRssBytes: 1, startReader });
  await expect(check(silentFlac(20_000))).rejects.toThrow(/too much memory/);
  await expect.poll(() => isRunning(started[0]!)).toBe(false);
});

test('memory that earlier clips left behind is no fault of a clip: it gets a fresh process', async () => {
  let starts = 0;
  const startReader: StartReader = (events) => {
    starts += 1;
    const isFirst = starts === 1;
    let readCount = 0;
    setImmediate(() => events.message({ kind: 'ready', rssBytes: 0 }));
    return {
      // This process is larger than a reader may be, so whatever takes long takes too much memory.
      pid: process.pid,
      async send() {
        readCount += 1;
        if (isFirst && readCount > 1) return;
        const flaw = { kind: 'claimed-channels', count: starts } as const;
        const answer = { kind: 'refused', flaw } as const;
        setImmediate(() => events.message({ kind: 'answer', answer }));
      },
      kill() {},
      hold() {},
    };
  };
  const { check } = open({ maxRssBytes: 1, startReader });
  await expect(check()).rejects.toThrow(/it claims 1 channel(?!s)/u);
  await expect(check()).rejects.toThrow('it claims 2 channels');
});

test('a clip is done with when no process needs its bytes any more, one that was ended neither', async () => {
  const sent = Promise.withResolvers<void>();
  const startReader: StartReader = (events) => {
    setImmediate(() => events.message({ kind: 'ready', rssBytes: 0 }));
    return {
      pid: undefined,
      send() {
        setImmediate(() => events.death('it ended with SIGKILL'));
        return sent.promise;
      },
      kill() {},
      hold() {},
    };
  };
  const { check } = open({ startReader });
  let isDone = false;
  const checked = check().catch((error: unknown) => {
    isDone = true;
    return error;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isDone).toBe(false);
  sent.resolve();
  expect(await checked).toBeInstanceOf(UserError);
});

test('sound that unpacks to gigabytes is read within 120 MB', async () => {
  const { check, started } = open();
  await check();
  const memory = watchLargest(() => started.at(-1)!.pid!);
  const bomb = silentFlac(20_000);
  // Behind frames of ordinary sound nothing is known of what comes, and pieces are large.
  const hidden = Buffer.concat([writeFlac(speechLike(4)), bomb.subarray(42)]);
  for (let turn = 0; turn < 2; turn += 1) {
    await check(bomb);
    await check(hidden);
  }
  memory.stop();
  expect(memory.largestBytes / 1024 / 1024).toBeLessThan(120);
});

test('an abort rejects with its reason at once, waiting or being read', async () => {
  const { check, started } = open();
  await check();
  process.kill(started.at(-1)!.pid!, 'SIGSTOP');
  const stop = new AbortController();
  const outcomes = Promise.allSettled([check(clip, stop.signal), check(clip, stop.signal)]);
  const reason = new Error('the person left');
  stop.abort(reason);
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason });
  process.kill(started.at(-1)!.pid!, 'SIGCONT');
  expect((await check()).durationMs).toBeCloseTo(4000, 0);
  await expect(check(clip, stop.signal)).rejects.toBe(reason);
});

test('two processes read files, however many there are', async () => {
  const { check, started } = open({ maxReaders: 2 });
  await check();
  const [lone] = [started.length];
  await Promise.all(Array.from({ length: 8 }, () => check()));
  const running = started.filter(isRunning);
  expect(running).toHaveLength(2);
  // The first start after an installation is replaced by a lean one.
  expect(lone).toBeLessThanOrEqual(2);
});

test('a process that has nothing to read ends, and another one is started for the next file', async () => {
  const { check, started } = open({ idleMs: 50 });
  await check();
  await expect.poll(() => started.some(isRunning)).toBe(false);
  expect((await check()).durationMs).toBeCloseTo(4000, 0);
});

test('a sound for a word becomes Opus that is as loud as speech, without the silence around it', async () => {
  const { checker } = shared;
  const loud = Float32Array.from({ length: 24_000 }, (_, at) =>
    at < 6_000 ? 0 : 0.95 * Math.sin(at / 5),
  );
  const limits = { minMs: 100, maxMs: 5_000 };
  const sound = await checker.sound(wav(loud), limits, never);
  expect(sound.format).toBe('ogg');
  expect(Buffer.from(sound.bytes.subarray(0, 4)).toString()).toBe('OggS');
  expect(sound.durationMs).toBeGreaterThan(740);
  expect(sound.durationMs).toBeLessThan(900);
  const { levels } = await checker.check(sound.bytes, { minMs: 0, maxMs: 5_000 }, never);
  // A tone of 764 Hz has as many LUFS as dB below full scale.
  expect(levels.speechDbfs).toBeCloseTo(targetLufs, 0);
});

test.each([
  [
    'is too long',
    speechLike(6),
    /^The sound can’t be used: it is 6\.0 s long, and from 0\.1 to 5 s can be used\. /,
  ],
  ['is a click', speechLike(0.05), /it is 0\.1 s long|it is 0\.0 s long/],
  ['is silent', new Float32Array(24_000), /nothing can be heard in it/],
])('a sound that %s is refused', async (_, samples, refusal) => {
  const { checker } = shared;
  const limits = { minMs: 100, maxMs: 5_000 };
  await expect(checker.sound(wav(samples), limits, never)).rejects.toThrow(refusal);
});

test('of a sound that is much too long no more is listened to than tells that', async () => {
  const { checker } = shared;
  const limits = { minMs: 100, maxMs: 5_000 };
  const twoMinutes = Float32Array.from({ length: 120 * 24_000 }, (_, at) => Math.sin(at / 5) / 2);
  await expect(checker.sound(wav(twoMinutes), limits, never)).rejects.toThrow(
    /it is 6\d\.\d s long/,
  );
});

test('tables are read by the same processes, and one that is none is refused as a file', async () => {
  const { readers, check } = shared;
  await check();
  const read = (text: string) =>
    readers.read({ kind: 'table', bounds: { maxRows: 10, known: [] } }, Buffer.from(text), never);
  expect(await read('word,say\ngg,good game\n')).toMatchObject({
    entries: [{ from: 'gg' }],
    problemCount: 0,
  });
  expect(await read('\xff\xfe')).toMatchObject({ entries: [] });
});

test('phrases and the sounds among them are read by the same processes, and what is kept already isn’t read again', async () => {
  const { readers } = shared;
  const bounds = { maxPhrases: 10, maxFolders: 5, maxSounds: 5, maxWordsChars: 100 };
  const sound = wav(speechLike(2));
  const zip = zipSync({ 'My hello.wav': sound, 'no sound.mp3': Buffer.from('nothing') });
  const file = await readers.read({ kind: 'phrases', bounds }, zip, never);
  expect(file).toMatchObject({ phrases: [{ label: 'My hello' }, { label: 'no sound' }] });
  const order = (name: string, known: readonly string[] = []) =>
    ({
      kind: 'packed-sound',
      place: { in: 'entry', name },
      limits: { minMs: 100, maxMs: 15_000 },
      known,
    }) as const;
  const made = await readers.read(order('My hello.wav'), zip, never);
  expect('durationMs' in made && made.durationMs).toBeGreaterThan(1_500);
  const hash = createHash('sha256').update(sound).digest('hex');
  expect(await readers.read(order('My hello.wav', [hash]), zip, never)).toEqual({ known: hash });
  for (const name of ['no sound.mp3', 'not there.mp3', '../../etc/passwd'])
    await expect(readers.read(order(name), zip, never)).rejects.toThrow(/can’t be used/);
});

test('more clips than can wait are turned away', async () => {
  const { check } = open({ maxWaiting: 2 });
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => check()));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.length).toBeGreaterThanOrEqual(4);
  expect(refused.length).toBeLessThan(8);
  for (const { reason } of refused) expect(String(reason)).toMatch(/Try again in a minute/);
});

test('closing ends the process and whatever waits', async () => {
  const { readers, check, started } = open();
  await check();
  const outcomes = Promise.allSettled([check(), check()]);
  readers.close();
  for (const outcome of await outcomes) expect(outcome.status).toBe('rejected');
  await expect.poll(() => started.some(isRunning)).toBe(false);
  await expect(check()).rejects.toThrow('closed');
});

test('a process that does not start fails what waits for it, as a fault and not as a refusal', async () => {
  let starts = 0;
  const startReader: StartReader = (events) => {
    starts += 1;
    setImmediate(() => events.death('it ended with 1'));
    return { pid: undefined, send: async () => undefined, kill() {}, hold() {} };
  };
  const { check } = open({ startReader });
  const error: unknown = await check().catch((error: unknown) => error);
  expect(error).not.toBeInstanceOf(UserError);
  expect(String(error)).toMatch(/does not start: it ended with 1/);
  await expect(check()).rejects.toThrow(/does not start/);
  expect(starts).toBeLessThanOrEqual(3);
});

test('a file that no process came to in time is said not to have been looked at', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const startReader: StartReader = () => ({
    pid: undefined,
    send: async () => undefined,
    kill() {},
    hold() {},
  });
  const { check } = open({ startReader });
  const late = check().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10_000);
  const error = (await late) as ServiceError;
  vi.useRealTimers();
  expect(error).toBeInstanceOf(ServiceError);
  expect(inEnglish(error.text)).toMatch(/too much to do\. Try again in a minute\./);
});

test("the process sees nothing of the bot's environment, and may neither write nor start anything", async () => {
  process.env['CRIER_TEST_SECRET'] = 'token';
  const { check, started } = open();
  await check();
  const pid = started.at(-1)!.pid!;
  expect(await environmentSeenBy(pid)).not.toHaveProperty('CRIER_TEST_SECRET');
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'latin1');
  expect(commandLine).toContain('--permission');
  expect(commandLine).not.toMatch(/--allow-(child-process|worker|addons|wasi)/);
  delete process.env['CRIER_TEST_SECRET'];
});

test('the process is small when it idles', async () => {
  const { check, started } = open();
  await check();
  const bytes = (await residentBytes(started.at(-1)!.pid!)) ?? 0;
  expect(bytes / 1024 / 1024).toBeLessThan(110);
});
