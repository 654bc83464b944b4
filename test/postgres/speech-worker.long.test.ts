import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { speechEnvironmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { freshSentence, heardLike, openRoom, soonMs, speechOf, told } from '../e2e/room.ts';
import type { Room } from '../e2e/room.ts';
import { freePort } from '../job-ways.ts';
import { openScene, startBot } from '../scene.ts';
import { redisBin, redisServer } from './redis.ts';
import type { RedisServer } from './redis.ts';
import { postgresServer } from './server.ts';
import type { PostgresServer } from './server.ts';

// A bot that makes no speech itself, and processes that do nothing else, with a real PostgreSQL, and a real Redis.

/** A start takes a second; on a machine that is busy with much else, a minute. */
const startMs = 90_000;
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const secret = 'a secret that all processes of the bot have';

describe.each(redisBin === undefined ? ['PostgreSQL'] : ['PostgreSQL', 'Redis'])('by %s', (by) => {
  let server: PostgresServer;
  let redis: RedisServer | undefined;
  let base: string;
  let scene: Scene;
  let room: Room;
  let shared: Record<string, string>;
  let workers: BotProcess[] = [];

  beforeAll(async () => {
    server = await postgresServer();
    redis = by === 'Redis' ? await redisServer() : undefined;
    base = await mkdtemp(join(tmpdir(), 'crier-speech-workers-'));
    shared = {
      DATABASE_URL: server.urlOf(await server.create()),
      CRIER_SECRET: secret,
      ...(redis && { REDIS_URL: redis.url }),
    };
    scene = await openScene({
      environment: { ...shared, SPEECH_QUEUE: 'bullmq', SPEECH_MADE: 'elsewhere' },
      dataFolder: join(base, 'gateway'),
    });
    room = await openRoom(scene);
  });

  afterEach(async () => {
    scene.deapi.setLatency(0);
    for (const worker of workers) await worker.stop();
    workers = [];
  });

  afterAll(async () => {
    await scene.close();
    await server[Symbol.asyncDispose]();
    await redis?.[Symbol.asyncDispose]();
    await rm(base, { recursive: true, force: true });
  });

  const isReady = (worker: BotProcess): boolean =>
    worker.output.join('\n').includes('ready for work');

  async function startWorker(own: Record<string, string> = {}): Promise<BotProcess> {
    const { discord, deapi } = scene;
    const worker = startBot({
      environment: {
        CRIER_ROLE: 'speech',
        ...shared,
        ...speechEnvironmentOf(deapi),
        DEAPI_DELIVERY: 'jobs',
        ...own,
      },
      caPem: discord.caPem + deapi.caPem,
      dataFolder: join(base, `worker-${workers.length}`),
    });
    workers.push(worker);
    await expect.poll(() => isReady(worker), { timeout: startMs }).toBe(true);
    return worker;
  }

  /** How often the service has been paid since this was called. */
  function payments(): () => number {
    const before = scene.deapi.charged.length;
    return () => scene.deapi.charged.length - before;
  }

  async function isSubmitted(paid: () => number): Promise<void> {
    await expect.poll(paid, { timeout: soonMs }).toBe(1);
  }

  test('nothing is made where nobody makes it, until a worker comes: then it is heard, and paid once', async () => {
    const paid = payments();
    const words = freshSentence();
    const said = room.use('say', { text: words });
    await delay(3_000);
    expect(paid()).toBe(0);
    const port = await freePort();
    const worker = await startWorker({ METRICS_LISTEN: `127.0.0.1:${port}` });
    expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
    expect(paid()).toBe(1);
    expect(worker.output.join('\n')).not.toContain(words);
    const ask = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await ask('/readyz')).status).toBe(200);
    const page = await (await ask('/metrics')).text();
    expect(page).toMatch(/crier_job_changes_total|crier_jobs_open/u);
    expect(page).not.toContain('crier_servers');
  });

  test('a worker is killed in mid-making: another goes on with what it had begun, and it is paid once', async () => {
    const first = await startWorker();
    scene.deapi.setLatency(4_000);
    const paid = payments();
    const words = freshSentence();
    const said = room.use('say', { text: words });
    await isSubmitted(paid);
    await startWorker();
    first.kill('SIGKILL');
    expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
    expect(paid()).toBe(1);
    expect(scene.deapi.chargedTwice).toEqual([]);
  });

  test('a worker that is told to end makes what it has begun to its end, and the next is made by another', async () => {
    const first = await startWorker();
    scene.deapi.setLatency(3_000);
    const paid = payments();
    const words = freshSentence();
    const said = room.use('say', { text: words });
    await isSubmitted(paid);
    const stopped = first.stop();
    await delay(500);
    const next = freshSentence();
    const later = room.use('say', { text: next });
    expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
    expect(await stopped).toBe(0);
    expect(paid()).toBe(1);
    await startWorker();
    await told(later, /Spoken/u);
    expect(paid()).toBe(2);
  });

  test('the database is killed in mid-speech and comes back: all of it is heard, and paid once', async () => {
    await startWorker();
    scene.deapi.setLatency(2_000);
    const paid = payments();
    const words = freshSentence();
    const said = room.use('say', { text: words });
    await isSubmitted(paid);
    await server.kill();
    await delay(3_000);
    await server.start();
    expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
    expect(paid()).toBe(1);
    const after = freshSentence();
    scene.deapi.setLatency(0);
    expect(await heardLike(room, room.use('say', { text: after }), after)).toBeGreaterThan(0.95);
  });

  test.runIf(by === 'Redis')(
    'Redis is killed in mid-speech and comes back empty: all of it is heard, and paid once',
    async () => {
      await startWorker();
      scene.deapi.setLatency(2_000);
      const paid = payments();
      const words = freshSentence();
      const said = room.use('say', { text: words });
      await isSubmitted(paid);
      redis?.kill();
      const next = freshSentence();
      const later = room.use('say', { text: next });
      await delay(2_000);
      await redis?.start();
      expect(await heardLike(room, said, words)).toBeGreaterThan(0.95);
      await told(later, /Spoken/u);
      expect(paid()).toBe(2);
      expect(scene.deapi.chargedTwice).toEqual([]);
    },
  );

  test('where nobody makes it for too long, people are told', { timeout: 240_000 }, async () => {
    const paid = payments();
    const said = room.use('say', { text: freshSentence() });
    await told(said, /can’t be reached/u);
    expect(speechOf(room.listener, { fromMs: said.sentAtMs })).toEqual([]);
    expect(paid()).toBe(0);
  });
});
