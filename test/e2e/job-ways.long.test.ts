import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { describe, expect, test } from 'vitest';

import { bySocket, byWebhook, publicUrl } from '../job-ways.ts';
import { openScene } from '../scene.ts';
import type { SceneOptions } from '../scene.ts';
import { closeClean, freshWords, heardLike, openRoom, soonMs } from './room.ts';
import type { Room } from './room.ts';

// The real bot, which is told by webhook and by WebSocket what became of jobs.

/** So long that the bot would ask for them several times. */
const jobTime = { minMs: 600, maxMs: 900 };

interface Opened {
  readonly scene: Scene;
  readonly room: Room;
  /** The line at the start about how the ends of jobs are heard of. */
  readonly line: string;
}

async function opened(options: SceneOptions): Promise<Opened> {
  const scene = await openScene({ ...options, deapi: { latency: jobTime, ...options.deapi } });
  const about = () => scene.bot.output.find((line) => line.includes("the ends of deAPI's jobs"));
  await expect.poll(about, { timeout: soonMs }).toBeDefined();
  return { scene, room: await openRoom(scene), line: about() ?? '' };
}

/** Says something new; how alike it was heard, and how many status calls it took. */
async function saying({ scene, room }: Opened): Promise<{ alike: number; statusCalls: number }> {
  const words = freshWords();
  const alike = await heardLike(room, room.use('say', { text: words }), words);
  const job = scene.deapi.jobs.find(({ fields }) => fields['text'] === words);
  return { alike, statusCalls: job?.statusCalls ?? Number.NaN };
}

describe('by webhook', () => {
  test.each([
    ['behind a proxy that leaves the path', ''],
    ['behind a proxy that takes a part of the path away', '/bots'],
  ])('%s a line is heard without a status call', async (_, takenOff) => {
    const bot = await opened(await byWebhook({ takenOff }));
    const { webhooks, jobs } = bot.scene.deapi;
    // Nobody knows before the first report whether any will come.
    expect((await saying(bot)).alike).toBeGreaterThan(0.95);
    for (const _ of [1, 2]) {
      const { alike, statusCalls } = await saying(bot);
      expect(alike).toBeGreaterThan(0.95);
      expect(statusCalls).toBe(0);
    }
    expect(jobs.map(({ fields }) => fields['webhook_url']?.slice(0, -22))).toEqual(
      jobs.map(() => `${publicUrl}/`),
    );
    await webhooks.atRest();
    const outcomes = webhooks.deliveries.flatMap(({ attempts }) =>
      attempts.map(({ outcome }) => outcome),
    );
    expect(outcomes).toEqual(jobs.flatMap(() => [204, 204]));
    expect(bot.line).toContain(
      "the ends of deAPI's jobs are heard of by webhook (0 status calls), and asked for while nothing is heard (1 to 14 status calls each)",
    );
    await closeClean(bot.scene);
  });
});

test('by WebSocket a line is heard without a status call', async () => {
  const bot = await opened(bySocket);
  const { sockets, jobs, webhooks } = bot.scene.deapi;
  await expect.poll(() => sockets.listeners, { timeout: soonMs }).toBe(1);
  for (const _ of [1, 2]) {
    const { alike, statusCalls } = await saying(bot);
    expect(alike).toBeGreaterThan(0.95);
    expect(statusCalls).toBe(0);
  }
  expect(jobs[0]?.fields).not.toHaveProperty('webhook_url');
  expect(webhooks.deliveries).toEqual([]);
  expect(bot.line).toContain(
    "the ends of deAPI's jobs are heard of by WebSocket (0 status calls, but for jobs that fail), and asked for",
  );
  await closeClean(bot.scene);
});

test('with v1 the account’s secret signs reports, and either way tells of a line', async () => {
  const secret = 'the secret of the account';
  const { environment, deapi } = await byWebhook();
  const bot = await opened({
    environment: {
      ...environment,
      ...bySocket.environment,
      DEAPI_API: 'v1',
      DEAPI_WEBHOOK_SECRET: secret,
    },
    deapi: { webhooks: { ...deapi?.webhooks, account: { secret } } },
  });
  const { sockets, webhooks, jobs } = bot.scene.deapi;
  await expect.poll(() => sockets.listeners, { timeout: soonMs }).toBe(1);
  expect(await saying(bot)).toEqual({ alike: expect.closeTo(1, 1), statusCalls: 0 });
  sockets.refuse(503);
  sockets.cut();
  await expect.poll(() => sockets.listeners, { timeout: soonMs }).toBe(0);
  expect(await saying(bot)).toEqual({ alike: expect.closeTo(1, 1), statusCalls: 0 });
  expect(jobs[0]?.fields).not.toHaveProperty('webhook_secret');
  await webhooks.atRest();
  expect(webhooks.deliveries.map(({ state }) => state)).toEqual(Array(4).fill('delivered'));
  expect(bot.line).toContain(
    'heard of by webhook (0 status calls) and WebSocket (0 status calls, but for jobs that fail), and asked for',
  );
  expect(bot.scene.bot.output.join('\n')).not.toContain(secret);
  await closeClean(bot.scene);
});

test('with neither, the start says what asking costs an account that never paid', async () => {
  const bot = await opened({ environment: { DEAPI_TIER: undefined } });
  expect(bot.line).toContain("the ends of deAPI's jobs are asked for (1 to 3 status calls each)");
  await closeClean(bot.scene);
});

test('a port for reports that another program has ends the start with the code for configuration', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const scene = await openScene({
    environment: { WEBHOOK_URL: publicUrl, WEBHOOK_LISTEN: `127.0.0.1:${port}` },
    awaitReady: false,
  });
  expect(await scene.bot.exited).toMatchObject({ code: 78 });
  expect(scene.bot.output.join('\n')).toContain(
    `Crier can't listen on 127.0.0.1:${port} for deAPI's reports: another program does. Name another address in WEBHOOK_LISTEN.`,
  );
  await scene.close({ check: false });
  other.close();
});

test.each<[string, Record<string, string>]>([
  [
    'WEBHOOK_LISTEN is of no use without it: it is the public address that leads there',
    { WEBHOOK_LISTEN: '127.0.0.1:8787' },
  ],
  [
    'no job has a secret of its own, and reports without one are not believed',
    { WEBHOOK_URL: publicUrl, DEAPI_API: 'v1' },
  ],
])('settings that don’t go together end it so, too: %s', async (sentence, environment) => {
  const scene = await openScene({ environment, awaitReady: false });
  expect(await scene.bot.exited).toMatchObject({ code: 78 });
  expect(scene.bot.output.join('\n')).toContain(sentence);
  await scene.close({ check: false });
});
