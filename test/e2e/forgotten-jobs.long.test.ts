import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DeapiJob } from '@crier/rehearsal/deapi/jobs.ts';
import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { openScene, startBot } from '../scene.ts';
import { keepClone } from './cloning.ts';
import { recordingStudio } from './recordings.ts';
import { freshWords, openRoom, soonMs, told } from './room.ts';

// Somebody deletes a voice, or everything, while the service still speaks for them, and the bot is killed in this moment:
// what was paid stays in the books, and nobody ever gets the sound. Another's job beside it is taken up as always.

const everyMs = 180_000;
/** The job ends when the bot is gone. */
const jobMs = 20_000;

const studio = recordingStudio();
let scene: Scene;
let dataFolder: string;

beforeAll(async () => {
  // The first recording takes a while to be made.
  await studio.of(120);
}, everyMs);
afterAll(() => studio.close());

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-forgotten-'));
  scene = await openScene({ dataFolder });
}, everyMs);

afterEach(async () => {
  await scene.close();
  await rm(dataFolder, { recursive: true });
});

/** A job that the service has taken, when that is written down. */
async function asked(ask: () => void): Promise<DeapiJob> {
  scene.deapi.next({ job: { time: jobMs } });
  const next = scene.deapi.nextJob();
  ask();
  const job = await next;
  const store = await openStore({ folder: dataFolder });
  const isTaken = async () =>
    (await store.jobs.open()).some((each) => 'requestId' in each && each.requestId === job.id);
  await expect.poll(isTaken, { timeout: soonMs }).toBe(true);
  await store.close();
  return job;
}

/** Kills the bot, and starts it again when these jobs have ended. Resolves, when nothing is open any more, with what was spent and how often each was asked for. */
async function startAgain(jobs: readonly DeapiJob[], userId: string) {
  const { discord, deapi, bot } = scene;
  bot.kill('SIGKILL');
  await bot.exited;
  await Promise.all(jobs.map((job) => job.ended));
  const before = jobs.map(({ statusCalls }) => statusCalls);
  const since = { ...discord.gateway.counts };
  const environment = environmentOf(discord, deapi);
  const again = startBot({ environment, caPem: discord.caPem, dataFolder });
  try {
    await discord.gateway.back(soonMs, since);
    const store = await openStore({ folder: dataFolder });
    await expect.poll(() => store.jobs.open(), { timeout: soonMs }).toEqual([]);
    const days = await store.spending.days({}, 0);
    const ofPerson = await store.spending.days({ userId }, 0);
    await store.close();
    const asked = jobs.map(({ statusCalls }, at) => statusCalls - (before[at] ?? 0));
    return { days, ofPerson, asked };
  } finally {
    await again.stop();
  }
}

async function framesKept(): Promise<number> {
  const files = await readdir(join(dataFolder, 'frames'), { recursive: true });
  return files.filter((file) => file.endsWith('.frames')).length;
}

const recording = { as: 'voice message' };

test(
  'what is spoken in a deleted voice, or for a person who has everything deleted, is never fetched after a restart, and is counted',
  { timeout: everyMs },
  async () => {
    const room = await openRoom(scene);
    const { use, ann } = room;
    const [bob, cem] = ['Bob', 'Cem'].map((name) => {
      const person = scene.discord.addPerson(room.server, { name });
      scene.discord.join(room.call, person);
      return person;
    });
    if (!bob || !cem) throw new Error('both are there');
    await keepClone(scene, room, 'Gone', await studio.of(120));
    const kept = await framesKept();
    const say = async (by: Person, voice = {}): Promise<DeapiJob> =>
      asked(() => use('say', { text: freshWords(), ...voice, ...recording }, by));
    const [inVoice, ofBob, stays] = [
      await say(ann, { voice: 'Gone' }),
      await say(bob),
      await say(cem),
    ];
    const gone = await told(use('clone delete', { voice: 'Gone' }), /Delete “Gone”\?/);
    await told(scene.discord.press(gone, 'Delete', ann), /is deleted/);
    const all = await told(use('privacy delete', {}, bob), /Delete everything/);
    await told(scene.discord.press(all, 'Delete everything', bob), /is deleted/);
    const { days, ofPerson, asked: calls } = await startAgain([inVoice, ofBob, stays], bob.id);
    expect([inVoice, ofBob, stays].map(({ downloads }) => downloads)).toEqual([0, 0, 1]);
    expect(calls.slice(0, 2)).toEqual([0, 0]);
    expect(await framesKept()).toBe(kept + 1);
    expect(days.at(-1)?.doubtfulUsd).toBeCloseTo(inVoice.priceUsd + ofBob.priceUsd, 9);
    expect(ofPerson).toEqual([]);
  },
);
