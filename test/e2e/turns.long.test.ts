import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import { seededRandom } from '@crier/rehearsal/random.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { keepTempo, openQuietRoom, slow } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { asksFor, begins, closeClean, freshSentence, freshWords, soonMs, told } from './room.ts';
import { stretches } from './stretches.ts';

// Several people have something said at the same time: whose turn it is, by what is heard.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

afterEach(() => {
  scene.deapi.clearFaults();
});

async function openEvenRoom(): Promise<ReadingRoom> {
  const room = await openQuietRoom(scene);
  await keepTempo(room);
  return room;
}

function arrivals(room: ReadingRoom, ...names: readonly string[]): readonly Person[] {
  return names.map((name) => {
    const person = scene.discord.addPerson(room.server, { name });
    scene.discord.join(room.call, person);
    return person;
  });
}

/** Which of these words were heard since then, in order; an empty text where it was none of them. */
async function heardSince(
  room: ReadingRoom,
  sinceMs: number,
  words: readonly string[],
): Promise<readonly string[]> {
  // The last packets may still be under way.
  await delay(300);
  const spoken = stretches(room.listener.heard.filter(({ atMs }) => atMs > sinceMs));
  const heard: string[] = [];
  for (const each of words) {
    if (spoken.length === 0) break;
    heard.push((await begins(scene, spoken, each)) ? each : '');
  }
  return heard;
}

test('what three people write at once is heard in the order of writing, whatever each takes to make', async () => {
  const room = await openEvenRoom();
  const people = [room.ann, ...arrivals(room, 'Bob', 'Cem')];
  const seed = Date.now();
  const random = seededRandom(seed);
  const lines = Array.from({ length: 4 }, () => people.map((by) => ({ by, words: freshWords() })));
  for (const { words } of lines.flat()) {
    const time = Math.round(random() * 2_000);
    scene.deapi.next({ job: { time }, when: asksFor(words) });
  }
  const sinceMs = performance.now();
  const written = lines.flat().map(({ by, words }) => ({ by, message: room.write(words, by) }));
  for (const { by, message } of written)
    expect((await room.why(message, /It was read/, by)).text).toBe('It was read.');
  const words = lines.flat().map((line) => line.words);
  expect(await heardSince(room, sinceMs, words), `seed ${seed}`).toEqual(words);
});

test('one person’s flood comes after all that four others write and have said meanwhile', async () => {
  const room = await openEvenRoom();
  const [bob, cem, dea, eva] = arrivals(room, 'Bob', 'Cem', 'Dea', 'Eva');
  const sinceMs = performance.now();
  const flood = Array.from({ length: 15 }, () => room.write(freshSentence()));
  await speechBegins(room.listener, sinceMs, soonMs);
  const lines = [bob, cem, dea, eva, bob, cem, dea, eva].map((by) => ({ by, words: freshWords() }));
  const ends: Promise<unknown>[] = [];
  for (const { by, words } of lines) {
    if (by === bob || by === dea) {
      const message = room.write(words, by);
      await room.why(message, /as soon as/, by);
      ends.push(room.why(message, /It was read/, by));
    } else {
      const said = room.use('say', { text: words }, by);
      ends.push(told(said, /Spoken/));
      await told(said, /Waiting/);
    }
  }
  await Promise.all(ends);
  await told(room.use('clear'), /I took out/);
  const words = lines.map((line) => line.words);
  const first = flood[0]?.content ?? '';
  expect(await heardSince(room, sinceMs, [first, ...words])).toEqual([first, ...words]);
  await told(room.use('leave'), /left/i);
});

test('what one person writes in pieces stays together, unless somebody else writes between', async () => {
  const room = await openEvenRoom();
  const [bob] = arrivals(room, 'Bob');
  const sinceMs = performance.now();
  const before = slow(scene, room, 1_500);
  const [one, other, last, bobs] = [freshWords(), freshWords(), freshWords(), freshWords()];
  for (const words of [one, other]) room.write(words, bob);
  const anns = [room.write(last), room.write(bobs, bob)];
  for (const message of anns)
    await room.why(message, /It was read/, message === anns[0] ? room.ann : bob);
  const words = [before.content, one, other, last, bobs];
  expect(await heardSince(room, sinceMs, words)).toEqual(words);
});
