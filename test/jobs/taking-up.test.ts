import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { withJobs } from '#jobs/paying.ts';
import { takeUpJobs } from '#jobs/taking-up.ts';
import { Unfinished } from '#jobs/unfinished.ts';
import type { LeftNames } from '#jobs/unfinished.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import type { FrameName, FrameStore } from '#speech/frame-store.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { mp3, speechLike } from '../audio/sound.ts';
import { requestOf } from '../speech/fake-speech.ts';
import { FakeService } from './fake-service.ts';
import { MemoryJobs } from './memory-jobs.ts';

// The bot is started anew while something is being paid for: it is neither paid twice nor lost.

const keys = cacheKeys(Buffer.alloc(32, 1));
const nameOf = (request: SpeechRequest): FrameName => ({
  key: keys.ofRequest(request),
  voice: keys.ofVoice(request.voice),
});
const sound = Buffer.from(await mp3(speechLike(0.3)));

/** It outlives a process. */
class Disk implements FrameStore {
  readonly frames = new Map<string, Uint8Array>();
  readonly #inVain: string[] = [];
  readonly inVain: LeftNames = {
    put: (name) => {
      this.#inVain.push(name);
      return () => undefined;
    },
    left: async () => this.#inVain.map((text) => ({ text, remove: () => undefined })),
  };
  async get({ key }: FrameName) {
    const packed = this.frames.get(key);
    return packed && { packed, writtenMs: Date.now() };
  }
  has({ key }: FrameName) {
    return this.frames.has(key);
  }
  async put({ key }: FrameName, packed: Uint8Array) {
    this.frames.set(key, packed);
  }
  async forget() {}
}

/** A process of the bot. */
function start(disk: Disk, jobs: MemoryJobs, service = new FakeService()) {
  const unfinished = new Unfinished(disk.inVain);
  const onTrouble = (error: unknown): void => {
    throw error;
  };
  const paying = withJobs(service, { jobs, unfinished, onTrouble });
  const renderer = withCache(renderedSpeech(paying), {
    keys,
    store: disk,
    maxBytes: 1_000_000,
    ttlMs: 60_000,
  });
  const closing = new AbortController();
  const { signal } = closing;
  return {
    service,
    say: (request: SpeechRequest, isTakenUp = false) =>
      renderer.render(request, { signal, isTakenUp }),
    forget: (ids: readonly string[]) => unfinished.forget(ids),
    takeUp: async (now = Date.now) =>
      takeUpJobs({ jobs, unfinished, paying, renderer, now, signal, onTrouble }),
    /** Nothing of it is heard any more. */
    kill: () => closing.abort(new Error('killed')),
  };
}

/** A job that the last process left. */
async function left(jobs: MemoryJobs, request: SpeechRequest, requestId?: string): Promise<void> {
  const { model, text } = request;
  const id = await jobs.begin({
    engine: 'deapi',
    delivery: 'job',
    model,
    mode: 'preset',
    chars: text.length,
    reservedUsd: 0.5,
    payer: { userId: 'ann', way: 'asked' },
    name: nameOf(request),
  });
  if (requestId !== undefined) await jobs.note(id, { to: 'submitted', requestId });
}

const settled = async (): Promise<void> => {
  for (let round = 0; round < 200; round += 1) await turn();
};

const hello = requestOf('Hello.');
const forAnn = new Map([['ann', expect.any(Number) as number]]);

test('who waits for what may have been charged is known, with when it last was, and who had it read waits for nothing', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  const asked = { engine: 'deapi', delivery: 'job', model: 'm', mode: 'preset', chars: 1 } as const;
  for (const [userId, way] of [
    ['ann', 'asked'],
    ['bob', 'read'],
    ['ann', 'asked'],
  ] as const)
    await jobs.begin({ ...asked, reservedUsd: 0.5, payer: { userId, way } });
  const last = jobs.all.get('job-3')?.createdMs;
  expect((await start(disk, jobs).takeUp()).inVain).toEqual(new Map([['ann', last]]));
});

test('what was submitted is followed, kept and settled, and asked for again costs nothing', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  const bot = start(disk, jobs);
  expect(await bot.takeUp()).toEqual({ open: 1, doubtful: 0, inVain: new Map() });
  bot.service.finish('r-1', [sound]);
  await expect.poll(() => jobs.states).toEqual(['settled']);
  expect(disk.frames.size).toBe(1);
  expect((await bot.say(hello).whole()).length).toBeGreaterThan(10);
  expect(bot.service.sent).toEqual([]);
  expect(bot.service.followed).toEqual(['r-1']);
});

test('a job is followed for 23 hours after it was begun: a day later its sound is gone from the service', async () => {
  const hoursOn = (hours: number) => () => Date.now() + hours * 3_600_000;
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  const bot = start(disk, jobs);
  expect(await bot.takeUp(hoursOn(22.9))).toMatchObject({ doubtful: 0 });
  bot.service.finish('r-1', [sound]);
  await expect.poll(() => jobs.states).toEqual(['settled']);

  const later = new MemoryJobs();
  await left(later, hello, 'r-2');
  const next = start(new Disk(), later);
  expect(await next.takeUp(hoursOn(23.1))).toMatchObject({ doubtful: 1, inVain: forAnn });
  await expect.poll(() => later.states).toEqual(['doubtful']);
  expect(next.service.followed).toEqual([]);
});

test('words that are asked for while their job is followed are one with it', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  const others = Array.from({ length: 10 }, (_, at) => requestOf(`Number ${at}.`));
  for (const [at, request] of others.entries()) await left(jobs, request, `r-${at}`);
  const bot = start(disk, jobs);
  await bot.takeUp();
  // The first is followed already, the last waits for its turn, which comes at once when somebody asks.
  const asked = [others[0], others[9]].map((request) => bot.say(request ?? hello));
  await settled();
  expect(bot.service.followed).toContain('r-9');
  for (const at of others.keys()) bot.service.finish(`r-${at}`, [sound]);
  for (const track of asked) expect((await track.whole()).length).toBeGreaterThan(10);
  await expect.poll(() => new Set(jobs.states)).toEqual(new Set(['settled']));
  expect(bot.service.followed.toSorted()).toEqual(others.map((_, at) => `r-${at}`));
  expect(bot.service.sent).toEqual([]);
});

test('an intent without an answer may have been charged: it is neither sent again nor followed', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello);
  const bot = start(disk, jobs);
  expect(await bot.takeUp()).toEqual({ open: 1, doubtful: 1, inVain: forAnn });
  await settled();
  expect(jobs.states).toEqual(['doubtful']);
  // The line that waited is told so; who asks anew may pay anew.
  await expect(bot.say(hello, true).whole()).rejects.toMatchObject({ failure: 'maybe-submitted' });
  expect(bot.service.sent).toEqual([]);
  void bot.say(hello);
  await settled();
  expect(bot.service.sent).toHaveLength(1);
});

test.each([
  ['sound had begun to come', 1, [{ to: 'submitted' }]],
  ['sound had come, and was not kept yet', 0, [{ to: 'submitted' }, { to: 'done', costUsd: 0.5 }]],
] as const)(
  'a line whose %s, without an id, is not paid again for a line that waited',
  async (_, doubtful, changes) => {
    const [disk, jobs] = [new Disk(), new MemoryJobs()];
    await left(jobs, hello);
    for (const change of changes) await jobs.note('job-1', change);
    const bot = start(disk, jobs);
    expect(await bot.takeUp()).toEqual({ open: 1, doubtful, inVain: forAnn });
    await expect(bot.say(hello, true).whole()).rejects.toMatchObject({
      failure: 'maybe-submitted',
    });
    await settled();
    expect(jobs.states).toEqual(['settled']);
    expect(bot.service.sent).toEqual([]);
  },
);

test('a bot that dies again before it has taken up its lines leaves what it doubted to the next', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello);
  const first = start(disk, jobs);
  await first.takeUp();
  await settled();
  first.kill();
  const second = start(disk, jobs);
  expect(await second.takeUp()).toMatchObject({ open: 0, doubtful: 0 });
  const takenUp = second.say(hello, true).whole();
  await expect(takenUp).rejects.toMatchObject({ failure: 'maybe-submitted' });
  expect(second.service.sent).toEqual([]);
});

test.each([
  ['that failed, and whose money the service keeps', 'job-failed', { refunded: false }],
  ['that failed, and of whose money nothing is said', 'job-failed', {}],
  ['that the service knows no more', 'job-lost', {}],
] as const)('a job %s is not paid again for the line that waited', async (_, failure, facts) => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  const first = start(disk, jobs);
  await first.takeUp();
  first.service.fail('r-1', failure, facts);
  await expect.poll(() => jobs.states).toEqual(['doubtful']);
  for (const bot of [first, start(disk, jobs)]) {
    await bot.takeUp();
    const takenUp = bot.say(hello, true).whole();
    await expect(takenUp).rejects.toMatchObject({ failure: 'maybe-submitted' });
    expect(bot.service.sent).toEqual([]);
  }
});

test('a job whose money came back is begun anew for the line that waited', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  const bot = start(disk, jobs);
  await bot.takeUp();
  bot.service.fail('r-1', 'job-failed', { refunded: true });
  await expect.poll(() => jobs.states).toEqual(['free']);
  void bot.say(hello, true);
  await settled();
  expect(bot.service.sent).toHaveLength(1);
});

test('what was kept already is settled without asking the service', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  const first = start(disk, jobs);
  const track = first.say(hello);
  await settled();
  first.service.last.take('r-1');
  first.service.finish('r-1', [sound]);
  await track.whole();
  await left(jobs, hello, 'r-1');
  const second = start(disk, jobs);
  await second.takeUp();
  await settled();
  expect(jobs.states).toEqual(['settled', 'settled']);
  expect(second.service.followed).toEqual([]);
});

test('a result that nobody can have any more may have been charged', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  const bot = start(disk, jobs);
  const dayMs = 86_400_000;
  expect(await bot.takeUp(() => Date.now() + dayMs)).toMatchObject({ open: 1, doubtful: 1 });
  await settled();
  expect(jobs.states).toEqual(['doubtful']);
  expect(bot.service.followed).toEqual([]);
});

test('a job whose voice was forgotten is counted, and its sound is never asked for', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  await jobs.forget({ voice: nameOf(hello).voice });
  const bot = start(disk, jobs);
  expect(await bot.takeUp()).toMatchObject({ open: 1, doubtful: 1 });
  await settled();
  expect(jobs.states).toEqual(['doubtful']);
  // Saying the same again is paid for.
  void bot.say(hello);
  await settled();
  expect(bot.service.followed).toEqual([]);
  expect(bot.service.sent).toHaveLength(1);
});

test('a job whose voice is forgotten before its turn comes is not followed any more', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  const others = Array.from({ length: 5 }, (_, at) => requestOf(`Number ${at}.`));
  for (const [at, request] of others.entries()) await left(jobs, request, `r-${at}`);
  const bot = start(disk, jobs);
  await bot.takeUp();
  await settled();
  // Four are followed, the fifth waits.
  expect(bot.forget(await jobs.forget({ voice: nameOf(hello).voice }))).toEqual(['job-5']);
  for (const at of others.keys()) bot.service.finish(`r-${at}`, [sound]);
  await settled();
  expect(bot.service.followed).toEqual(['r-0', 'r-1', 'r-2', 'r-3']);
});

test('a job that fails at the service is paid anew only by who asks anew', async () => {
  const [disk, jobs] = [new Disk(), new MemoryJobs()];
  await left(jobs, hello, 'r-1');
  const bot = start(disk, jobs);
  await bot.takeUp();
  await settled();
  bot.service.fail('r-1', 'job-failed', { refunded: true });
  await settled();
  expect(jobs.states).toEqual(['free']);
  expect(bot.service.sent).toEqual([]);
  void bot.say(hello);
  await settled();
  expect(bot.service.sent).toHaveLength(1);
});
