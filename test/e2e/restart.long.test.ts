import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startBot, openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { freshSentence, freshWords, likeness, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';
import { stretches } from './stretches.ts';

/*
 * The bot is started anew, whether it was told to stop or was killed: it comes back into the calls in which people are,
 * and what waited is heard.
 */

let scene: Scene;
let dataFolder: string;
let bots: BotProcess[];

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-restart-'));
  scene = await openScene({ dataFolder });
  bots = [scene.bot];
});

afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await scene.close();
  await rm(dataFolder, { recursive: true });
});

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  bots.at(-1)?.kill(signal);
  await bots.at(-1)?.exited;
}

async function startAgain(): Promise<void> {
  const { discord, deapi } = scene;
  const since = { ...discord.gateway.counts };
  bots.push(
    startBot({ environment: environmentOf(discord, deapi), caPem: discord.caPem, dataFolder }),
  );
  await discord.gateway.back(soonMs, since);
}

/** Whether these words were heard, whole, at or after a time. */
async function isHeard({ listener }: Room, words: string, sinceMs: number): Promise<boolean> {
  const parts = stretches(listener.heard.filter(({ atMs }) => atMs >= sinceMs));
  const alike = await Promise.all(parts.map(async (part) => likeness(scene, part, words)));
  return Math.max(0, ...alike) > 0.9;
}

const isIn = (room: Room, call: Place = room.call): boolean =>
  scene.discord.voiceState(room.server, scene.discord.bot)?.channelId === call.id;

/** Three people say something, and the first is being heard. */
async function threeSay(room: Room): Promise<{ said: Interaction[]; words: string[] }> {
  const { discord } = scene;
  const people: Person[] = [
    room.ann,
    discord.addPerson(room.server, { name: 'Bob' }),
    discord.addPerson(room.server, { name: 'Cem' }),
  ];
  for (const person of people.slice(1)) discord.join(room.call, person);
  const words = people.map(() => freshSentence());
  const said = people.map((person, at) =>
    room.use('say', { text: words[at] ?? '', private: at === 1 }, person),
  );
  await speechBegins(room.listener, said[0]?.sentAtMs ?? 0, soonMs);
  await told(said[2] as Interaction, /Waiting: \d before it|Nearly|made/u);
  await delay(300);
  return { said, words };
}

test('after it was killed, what was being said and what waited is heard, and the answers go on', async () => {
  const rooms = await Promise.all([openRoom(scene), openRoom(scene)]);
  const sayings = await Promise.all(rooms.map(async (room) => threeSay(room)));
  await end('SIGKILL');
  const endedAtMs = performance.now();
  await startAgain();
  for (const [at, room] of rooms.entries()) {
    const { said, words } = sayings[at] as (typeof sayings)[number];
    for (const interaction of said) await told(interaction, /Spoken/u);
    await delay(100);
    for (const each of words) expect(await isHeard(room, each, endedAtMs)).toBe(true);
  }
  expect(await readdir(join(dataFolder, 'waiting'))).toEqual([]);
});

test('whoever waited for what may have been charged in vain is told so, and anybody else that asking again is free', async () => {
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  const say = (by: Person) => room.use('say', { text: freshWords(), as: 'voice message' }, by);
  deapi.next({ on: 'submit', fail: 'never-answers' });
  const lost = say(room.ann);
  await expect.poll(() => deapi.calls.submit, { timeout: soonMs }).toBe(1);
  deapi.next({ job: { neverEnds: true } });
  const followed = say(bob);
  await expect.poll(() => deapi.calls.submit, { timeout: soonMs }).toBe(2);
  await delay(300);
  await end('SIGKILL');
  await startAgain();
  await told(followed, /costs nothing more/u);
  const { text } = await told(lost, /restarted before this/u);
  expect(text).toContain('It may have been charged all the same.');
  expect(text).not.toContain('nothing more');
});

test('told to stop, it ends its sentence and says the others after the restart', async () => {
  const room = await openRoom(scene);
  const { said, words } = await threeSay(room);
  await end('SIGTERM');
  const endedAtMs = performance.now();
  expect(said[0]?.original?.text).toContain('Spoken');
  expect(said[2]?.original?.text).toContain('I’m being restarted, and say it right after');
  expect(isIn(room)).toBe(false);
  await startAgain();
  for (const interaction of said) await told(interaction, /Spoken/u);
  await delay(100);
  const [first = '', ...others] = words;
  expect(await isHeard(room, first, endedAtMs)).toBe(false);
  for (const each of others) expect(await isHeard(room, each, endedAtMs)).toBe(true);
});

test('messages that waited are read as they are after the restart, and not if they were deleted meanwhile', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene);
  room.write(freshSentence());
  await speechBegins(room.listener, 0, soonMs);
  const [kept, deleted, edited] = ['stays', 'goes', 'changes'].map((word) =>
    room.write(`This one ${word}.`),
  );
  if (!kept || !deleted || !edited) throw new Error('all were written');
  await delay(500);
  await end('SIGKILL');
  const killedAtMs = performance.now();
  const spokenBefore = room.spoken().length;
  discord.deleteMessages(deleted);
  discord.editMessage(edited, 'This one is another.');
  await startAgain();
  await expect
    .poll(() => room.spoken().slice(spokenBefore), { timeout: soonMs })
    .toContain('This one is another.');
  await room.why(edited, /^It was read\./u);
  await room.why(kept, /^It was read\./u);
  expect(room.spoken().slice(spokenBefore)).not.toContain('This one goes.');
  // The line that was being read is read again.
  const again = speechOf(room.listener, { fromMs: killedAtMs });
  expect(again.length).toBeGreaterThan(150);
});

test('it stays away from calls that it was sent out of, and from those in which nobody is', async () => {
  const { discord } = scene;
  const [sentAway, kicked, empty, busy] = await Promise.all(
    Array.from({ length: 4 }, async () => openRoom(scene)),
  );
  const rooms = [sentAway, kicked, empty, busy] as Room[];
  for (const room of rooms) await told(room.use('join'), /I’m in/u);
  await told((sentAway as Room).use('leave'), /./u);
  await discord.kick((kicked as Room).server, discord.bot);
  await delay(1_000);
  // Discord shows it where it was until it has given up the session that was killed.
  const sessionOf = (room: Room) => discord.voiceState(room.server, discord.bot)?.sessionId;
  const killed = sessionOf(busy as Room);
  await end('SIGKILL');
  await (empty as Room).listener.leave();
  await startAgain();
  await expect.poll(() => sessionOf(busy as Room), { timeout: soonMs }).not.toBe(killed);
  await delay(1_000);
  const back = sessionOf(busy as Room);
  expect(rooms.map((room) => sessionOf(room) === back)).toEqual([false, false, false, true]);
});
