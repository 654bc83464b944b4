import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { openScene, startBot } from '../scene.ts';
import { recordingStudio } from './recordings.ts';
import { freshWords, openRoom, soonMs, told } from './room.ts';

// The bot is told to stop while something that is being paid for is on its way: it waits for the answer as long as it
// may take to stop, so that the next start knows what was paid.

/** Longer than the bot takes to stop when nothing is under way, on a machine that is busy. */
const answerMs = 3_000;
/** The grace that README.md names, and what comes before and after it. */
const stopAtMostMs = 20_000;

/** A machine that takes so long to start that nobody waits any more says so, and has the sound. */
const heard = /Spoken|whatever was made of it is kept/u;

let scene: Scene;
let dataFolder: string;
let bots: BotProcess[];

async function open(delivery: 'jobs' | 'gateway'): Promise<void> {
  scene = await openScene({ dataFolder, environment: { DEAPI_DELIVERY: delivery } });
  bots = [scene.bot];
}

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-stopped-'));
});

afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await scene.close();
  await rm(dataFolder, { recursive: true });
});

/** Somebody says something, and the bot is told to stop as soon as the service has been asked for it. */
async function stoppedInTheMiddle(calls: 'submit' | 'gateway') {
  const { bot, deapi } = scene;
  const room = await openRoom(scene);
  await told(room.use('join'), /<#/);
  const words = freshWords();
  const saying = room.use('say', { text: words });
  await expect.poll(() => deapi.calls[calls], { timeout: soonMs }).toBe(1);
  const sinceMs = performance.now();
  bot.kill('SIGTERM');
  const { code } = await bot.exited;
  return { saying, words, code, tookMs: performance.now() - sinceMs };
}

/** Somebody has it posted, and the bot is told to stop as soon as the service has taken it. */
async function stoppedWhilePosting() {
  const { bot, deapi } = scene;
  const room = await openRoom(scene);
  const saying = room.use('say', { text: freshWords(), as: 'voice message' });
  await expect.poll(() => deapi.jobs.length, { timeout: soonMs }).toBe(1);
  bot.kill('SIGTERM');
  await bot.exited;
  return saying;
}

async function startAgain(): Promise<BotProcess> {
  const { discord, deapi } = scene;
  const since = { ...discord.gateway.counts };
  const environment = environmentOf(discord, deapi);
  const bot = startBot({ environment, caPem: discord.caPem, dataFolder });
  bots.push(bot);
  await discord.gateway.back(soonMs, since);
  return bot;
}

/** Today's entry in the books, once nothing is open any more. */
async function spent() {
  const store = await openStore({ folder: dataFolder });
  try {
    await expect.poll(() => store.jobs.open(), { timeout: soonMs }).toEqual([]);
    const days = await store.spending.days({}, 0);
    return days.at(-1);
  } finally {
    await store.close();
  }
}

test('stopped in the middle of a submit, it waits for the id, and the next start says what was paid', async () => {
  await open('jobs');
  const { deapi } = scene;
  deapi.next({ on: 'submit', delayMs: answerMs });
  const { saying, words, code } = await stoppedInTheMiddle('submit');
  expect(code).toBe(0);
  const again = await startAgain();
  await told(saying, heard);
  expect(deapi.jobs.map(({ fields }) => fields['text'])).toEqual([words]);
  expect(again.output.join('\n')).not.toContain('may have been charged');
  const day = await spent();
  expect(day).toMatchObject({ jobs: 1, doubtfulUsd: 0 });
});

test('stopped while the gateway speaks, it keeps the sound, and the next start says it', async () => {
  await open('gateway');
  const { deapi } = scene;
  deapi.next({ on: 'gateway', delayMs: answerMs });
  const { saying, code } = await stoppedInTheMiddle('gateway');
  expect(code).toBe(0);
  await startAgain();
  await told(saying, heard);
  expect(deapi.calls.gateway).toBe(1);
  expect(deapi.jobs).toHaveLength(1);
  expect(await spent()).toMatchObject({ jobs: 1, doubtfulUsd: 0 });
});

test('an answer that does not come holds nothing up for longer than the grace', async () => {
  await open('jobs');
  scene.deapi.next({ on: 'submit', fail: 'never-answers' });
  const { saying, code, tookMs } = await stoppedInTheMiddle('submit');
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(stopAtMostMs);
  await startAgain();
  await told(saying, /may have been charged/u);
  expect(await spent()).toMatchObject({ usd: 0, doubtfulUsd: expect.any(Number) });
});

test('whoever waits for something that is posted is told of the restart, and then what became of it', async () => {
  await open('jobs');
  scene.deapi.setLatency(30_000);
  const saying = await stoppedWhilePosting();
  await told(saying, /being restarted/u);
  expect(scene.bot.output.join('\n')).not.toContain('something went wrong');
  scene.deapi.setLatency(300);
  await startAgain();
  await told(saying, /whatever was made of it is kept/u);
});

test('whoever waits for a recording to be written down is told that it may have been charged', async () => {
  await open('jobs');
  const { bot, deapi, discord } = scene;
  const studio = recordingStudio();
  const clip = await studio.of(160);
  await studio.close();
  const room = await openRoom(scene);
  deapi.setLatency(30_000);
  const asked = await told(room.use('clone make', { clip, name: 'Me' }), /Whose voice is it/);
  const heardLater = discord.press(asked, 'It is my own voice', room.ann);
  await expect.poll(() => deapi.calls.transcribe, { timeout: soonMs }).toBe(1);
  bot.kill('SIGTERM');
  await bot.exited;
  await told(heardLater, /being restarted.*may have been charged/u);
  expect(bot.output.join('\n')).not.toContain('something went wrong');
  expect(await spent()).toMatchObject({ jobs: 1, doubtfulUsd: expect.any(Number) });
});
