import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import { urgencies } from '#jobs/shared/ask.ts';
import { bullMqQueue } from '#jobs/shared/bullmq.ts';
import { bytesOfSecret } from '#ops/kept-secret.ts';
import { sharedSpeech } from '#shared-speech.ts';
import type { SharedSpeech } from '#shared-speech.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import type { CachedRenderer } from '#speech/cached-renderer.ts';
import type { Renderer } from '#speech/renderer.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechContext, SpeechRequest } from '#speech/speech.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { FakeLog } from '../fakes/log.ts';
import { temporaryFolder } from '../store/folder.ts';
import { sharedServer } from './place.ts';
import { redisBin, redisServer } from './redis.ts';
import type { RedisServer } from './redis.ts';

// Several processes of a bot, each with its connections of its own, over BullMQ in a real PostgreSQL, or Redis.

const secret = 'a secret that all processes of the bot have';
const keys = cacheKeys(bytesOfSecret(secret));
const asked: SpeechRequest = {
  text: 'marker words of somebody',
  model: 'kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'sky' },
  speed: 1,
};
const payer = { userId: 'ann', way: 'asked' } as const;

let ends: AsyncDisposableStack;
let url: string;
let store: Store;
let redisUrl: string | undefined;
let run: (statement: string) => Promise<readonly Record<string, unknown>[]>;

beforeEach(async () => {
  ends = new AsyncDisposableStack();
  const server = await sharedServer();
  const name = await server.create();
  ends.defer(async () => server.drop(name));
  url = server.urlOf(name);
  run = (statement) => server.run(statement, name);
  const { path, ...end } = await temporaryFolder();
  ends.use(end);
  store = await openStore({ folder: path, postgres: { url, called: 'the database' } });
  ends.defer(() => store.close());
});
afterEach(() => ends.disposeAsync());

interface Process {
  readonly sharing: SharedSpeech;
  /** As it is asked for in this process. */
  readonly renderer: CachedRenderer;
}

const kept = { keys, maxBytes: 10_000_000, ttlMs: 60_000 };

async function openProcess(): Promise<Process> {
  const config = { speechQueue: { redisUrl }, secret, databaseUrl: url };
  const sharing = await sharedSpeech(config, { asks: store.asks, log: new FakeLog() });
  if (!sharing) throw new Error('it shares nothing');
  ends.defer(() => sharing.close(AbortSignal.timeout(1_000)));
  return { sharing, renderer: withCache(sharing.ofEngine('deapi'), kept) };
}

/** A request that came to a worker, with the track that it makes of it. */
interface Made {
  readonly request: SpeechRequest;
  readonly context: SpeechContext;
  readonly track: Track;
}

/** A process that takes work, whose sound the test makes. */
async function openWorker(): Promise<{ readonly made: Made[]; readonly again: string[] }> {
  const { sharing } = await openProcess();
  const made: Made[] = [];
  const again: string[] = [];
  const making: Renderer = {
    render(request, context) {
      const track = new Track();
      made.push({ request, context, track });
      return track;
    },
  };
  await sharing.serve({
    renderer: withCache(making, kept),
    takeUp: async (key) => void again.push(key),
  });
  return { made, again };
}

const frames = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, () => Uint8Array.from(randomBytes(160)));

const begun = async (made: readonly Made[], count = 1): Promise<Made> => {
  await expect.poll(() => made).toHaveLength(count);
  return made[count - 1] as Made;
};

const bytesOf = (all: readonly Uint8Array[]): string =>
  all.map((frame) => Buffer.from(frame).toString('hex')).join();

test.skipIf(redisBin === undefined)(
  'Redis is installed here, and the queue is tried in it, too',
  () => {
    expect(redisBin).toBeDefined();
  },
);

test('a user who may not make the queue’s tables is told what to grant', async () => {
  await run('CREATE ROLE plain LOGIN');
  const config = { speechQueue: { redisUrl: undefined }, secret };
  const databaseUrl = url.replace('crier@', 'plain@');
  const parts = { asks: store.asks, log: new FakeLog() };
  await expect(sharedSpeech({ ...config, databaseUrl }, parts)).rejects.toThrow(
    /may not make or use.*GRANT that user CREATE ON DATABASE/u,
  );
});

describe.each(redisBin === undefined ? ['PostgreSQL'] : ['PostgreSQL', 'Redis'])('by %s', (by) => {
  let redis: RedisServer | undefined;
  beforeAll(async () => {
    redis = by === 'Redis' ? await redisServer() : undefined;
    redisUrl = redis?.url;
  });
  afterAll(() => redis?.[Symbol.asyncDispose]());

  /** All that the queue holds. */
  const inQueue = async (): Promise<unknown> =>
    redis ? redis.holds() : run('SELECT * FROM bullmq.job');

  test('words that one process asks for are spoken by another, from the first frame on, and nothing is left of them', async () => {
    const { renderer } = await openProcess();
    const { made } = await openWorker();
    const signal = new AbortController().signal;
    let spoken: unknown;
    const heard = renderer.render(asked, {
      signal,
      payer,
      onSpoken: (facts) => {
        spoken = facts;
      },
    });
    const { request, context, track } = await begun(made);
    expect(request).toEqual(asked);
    expect(context.payer).toEqual(payer);
    // Queues hold keys; the words lie encrypted.
    const jobs = JSON.stringify(await inQueue());
    const asks = JSON.stringify(await run('SELECT * FROM speech_asks'));
    expect(jobs).toContain(keys.ofRequest(asked));
    expect(jobs + asks).not.toMatch(/marker|kokoro|sky/u);

    context.onSpoken?.({ engine: 'deapi', costUsd: 0.01 });
    track.comesFrom({ engine: 'deapi', cache: 'none' });
    const all = frames(120);
    const [first, ...rest] = all;
    track.append(first as Uint8Array);
    await expect.poll(() => heard.frames.length).toBe(1);
    expect(heard.source).toEqual({ engine: 'deapi', cache: 'none' });
    expect(spoken).toEqual({ engine: 'deapi', costUsd: 0.01 });
    for (const frame of rest) track.append(frame);
    track.end();
    expect(bytesOf(await heard.whole())).toBe(bytesOf(all));
    await expect.poll(() => run('SELECT id FROM speech_asks')).toEqual([]);
    await expect
      .poll(async () => JSON.stringify(await inQueue()))
      .not.toContain(keys.ofRequest(asked));
    // They are kept here: nobody is asked again.
    expect(await renderer.render(asked, { signal }).whole()).toHaveLength(120);
    expect(made).toHaveLength(1);
  });

  test('equal words that two processes ask for are made once, also for the one who comes in the middle', async () => {
    const [one, other] = [await openProcess(), await openProcess()];
    const { made } = await openWorker();
    const { made: alsoMade } = await openWorker();
    const signal = new AbortController().signal;
    const first = one.renderer.render(asked, { signal });
    await expect.poll(() => made.length + alsoMade.length).toBe(1);
    const { track } = (made[0] ?? alsoMade[0]) as Made;
    const all = frames(40);
    for (const frame of all.slice(0, 20)) track.append(frame);
    await expect.poll(() => first.frames.length).toBe(20);
    const second = other.renderer.render(asked, { signal });
    await expect.poll(() => second.frames.length).toBe(20);
    for (const frame of all.slice(20)) track.append(frame);
    track.end();
    expect(bytesOf(await first.whole())).toBe(bytesOf(all));
    expect(bytesOf(await second.whole())).toBe(bytesOf(all));
    expect(made.length + alsoMade.length).toBe(1);
  });

  test('whoever doesn’t want it any more is heard of by the process that makes it', async () => {
    const { renderer } = await openProcess();
    const { made } = await openWorker();
    const skipping = new AbortController();
    const heard = renderer.render(asked, { signal: skipping.signal });
    const { context, track } = await begun(made);
    context.signal.addEventListener('abort', () => track.fail(context.signal.reason));
    skipping.abort(new Error('skipped'));
    await expect.poll(() => context.signal.aborted, { timeout: 1_000 }).toBe(true);
    await expect(heard.whole()).rejects.toThrow('skipped');
    await expect.poll(() => run('SELECT id FROM speech_asks')).toEqual([]);
  });

  test('what went wrong is told as it was', async () => {
    const { renderer } = await openProcess();
    const { made } = await openWorker();
    const heard = renderer.render(asked, { signal: new AbortController().signal });
    const { track } = await begun(made);
    const facts = { engine: 'deapi', quota: 'day', retryAfterMs: 5_000 } as const;
    track.fail(
      new SpeechError('rate-limited', 'too many', { ...facts, cause: new Error('inner') }),
    );
    await expect(heard.whole()).rejects.toMatchObject({ failure: 'rate-limited', facts });
  });

  test('a voice that is forgotten speaks to nobody any more, whoever makes it', async () => {
    const { renderer, sharing } = await openProcess();
    const { made } = await openWorker();
    renderer.render(asked, { signal: new AbortController().signal });
    const { context } = await begun(made);
    await sharing.forget({ voice: keys.ofVoice(asked.voice) });
    await expect.poll(() => context.signal.aborted, { timeout: 1_000 }).toBe(true);
  });

  test('work is given by how soon it is wanted, and what waits is raised when somebody wants it sooner', async () => {
    const options = { databaseUrl: url, redisUrl, onTrouble: () => undefined };
    const queue = await bullMqQueue(options);
    ends.defer(() => queue.close(AbortSignal.abort()));
    for (const urgency of urgencies.toReversed()) await queue.add(`key of ${urgency}`, urgency);
    await queue.add('key of two', 'posted');
    await queue.add('key of two', 'read');
    await delay(500);
    const order: string[] = [];
    await queue.serve(async ({ key }) => void order.push(key.replace('key of ', '')), 1);
    await expect.poll(() => order).toHaveLength(urgencies.length + 1);
    expect(order[0]).toBe('asked');
    expect(order.slice(1, 3).toSorted()).toEqual(['read', 'two']);
    expect(order.slice(3)).toEqual(['ahead', 'posted', 'later']);
  });

  test('what nobody takes waits, until there is somebody who does', async () => {
    const { renderer } = await openProcess();
    const heard = renderer.render(asked, { signal: new AbortController().signal });
    await expect.poll(async () => JSON.stringify(await inQueue())).toContain(keys.ofRequest(asked));
    const { made } = await openWorker();
    const { track } = await begun(made);
    track.append(Uint8Array.of(1));
    track.end();
    expect(await heard.whole()).toHaveLength(1);
  });
});
