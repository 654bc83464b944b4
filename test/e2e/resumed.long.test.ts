import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openScene, startBot } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { freshSentence, freshWords, nextIsHeard, soonMs, told } from './room.ts';

// The bot is started anew and goes on with its sessions: Discord tells it what it missed, and spends no identify.

let scene: Scene;
let dataFolder: string;
let bots: BotProcess[];

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-resumed-'));
  scene = await openScene({ dataFolder, discord: { shards: 2 } });
  bots = [scene.bot];
});

afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await scene.close();
  await rm(dataFolder, { recursive: true });
});

const sessions = async (): Promise<readonly string[]> =>
  readdir(join(dataFolder, 'sessions')).catch(() => []);

async function stop(): Promise<void> {
  bots.at(-1)?.kill('SIGTERM');
  await bots.at(-1)?.exited;
}

function start(own: Readonly<Record<string, string>> = {}): void {
  const { discord, deapi } = scene;
  const environment = environmentOf(discord, deapi, own);
  bots.push(startBot({ environment, caPem: discord.caPem, dataFolder }));
}

/** A room in a server of that shard, in which names are left out. */
async function quietRoom(shard: number): Promise<ReadingRoom> {
  const room = await openReadingRoom(scene, {}, { shard });
  await room.set('words', { said: 'off' });
  return room;
}

test('what was written while it was started anew is read, and nothing twice, in servers of both shards', async () => {
  const { discord } = scene;
  const rooms = await Promise.all([0, 1].map(async (shard) => quietRoom(shard)));
  const before = rooms.map(() => freshWords());
  for (const [at, room] of rooms.entries()) {
    room.write(before[at] ?? '');
    await expect.poll(() => room.spoken(), { timeout: soonMs }).toContain(before[at]);
  }
  const { identified } = discord.gateway.counts;
  await stop();
  expect(await sessions()).toHaveLength(2);
  const missed = rooms.map(() => freshSentence());
  for (const [at, room] of rooms.entries()) room.write(missed[at] ?? '');
  // Somebody comes, and nobody is told of the server again.
  const room = rooms[0] as ReadingRoom;
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  discord.join(room.call, bob);
  start();
  for (const [at, each] of rooms.entries()) {
    await expect.poll(() => each.spoken(), { timeout: soonMs }).toContain(missed[at]);
    expect(each.spoken().filter((words) => words === before[at])).toHaveLength(1);
    expect(each.spoken().filter((words) => words === missed[at])).toHaveLength(1);
  }
  expect(discord.gateway.counts).toMatchObject({ identified, resumed: 2 });
  // Nobody goes on with them a second time.
  expect(await sessions()).toEqual([]);
  // It knows the servers as they are now: rights, calls, and who is there.
  for (const each of rooms) expect(await nextIsHeard(each)).toBe(true);
  await told(room.use('leave'), /./u);
  await told(room.use('join', {}, bob), /I’m in/u);
  const words = freshWords();
  room.write(words, bob);
  await expect.poll(() => room.spoken(), { timeout: soonMs }).toContain(words);
});

test('where Discord knows the sessions no more, it begins new ones and knows all as it is now', async () => {
  const { discord } = scene;
  const room = await quietRoom(1);
  const gone = discord.addGuild({ name: 'gone' });
  const { identified } = discord.gateway.counts;
  await stop();
  discord.gateway.forgetAway();
  discord.removeGuild(gone);
  start();
  await discord.ready(soonMs, { commands: false });
  expect(discord.gateway.counts).toMatchObject({ identified: identified + 2, resumed: 0 });
  expect(await nextIsHeard(room)).toBe(true);
});

test('with other intents than before it goes on with no session, and one that is killed leaves none', async () => {
  const { discord } = scene;
  const room = await quietRoom(1);
  const { identified } = discord.gateway.counts;
  await stop();
  start({ DISCORD_TYPING: 'on' });
  await discord.ready(soonMs, { commands: false });
  expect(discord.gateway.counts).toMatchObject({ identified: identified + 2, resumed: 0 });
  expect(await nextIsHeard(room)).toBe(true);
  bots.at(-1)?.kill('SIGKILL');
  await bots.at(-1)?.exited;
  expect(await sessions()).toEqual([]);
});
