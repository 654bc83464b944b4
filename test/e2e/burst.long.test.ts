import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openQuietRoom } from './reading-room.ts';
import { closeClean, freshWords, told } from './room.ts';

// Many messages in one moment: what is read of them, in which order, and what is told of the rest.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

const messages = 200;
const people = 8;
/** As many wait in a call, and one is spoken. */
const mostRead = 51;

test('of two hundred messages at once as many are read as may wait, of everybody as many and in order; each is told once of the rest', async () => {
  const room = await openQuietRoom(scene);
  const { discord } = scene;
  const writers = Array.from({ length: people }, (_, at) =>
    discord.addPerson(room.server, { name: `Writer ${at}` }),
  );
  for (const writer of writers) discord.join(room.call, writer);
  const written: { readonly by: number; readonly message: Message }[] = [];
  for (let at = 0; at < messages; at += 1) {
    const by = at % people;
    written.push({ by, message: room.write(freshWords(), writers[by]) });
  }
  await told(room.use('queue', {}, writers[0]), /and \d+ more/);
  // Its turn comes when nothing of the others waits any more.
  const last = room.write('This is the end.', room.ann);
  expect((await room.why(last, /./)).text).not.toBe('');
  const looking = room.use('queue');
  await looking.shown(({ text }) => /nothing waits/.test(text), 200_000);

  const spoken = room.spoken();
  const orderOf = ({ content }: Message): number => spoken.indexOf(content);
  const read = written.filter(({ message }) => orderOf(message) >= 0);
  // Ann's took the place of one.
  expect(read.length).toBeGreaterThanOrEqual(mostRead - 2);
  const counts = writers.map((_, writer) => {
    const own = read.filter(({ by }) => by === writer).map(({ message }) => orderOf(message));
    expect(own).toEqual(own.toSorted((one, other) => one - other));
    return own.length;
  });
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);

  const rest = written.filter(({ message }) => orderOf(message) < 0);
  for (const { by, message } of rest.slice(-3))
    expect((await room.why(message, /Too much/, writers[by])).text).toBe(
      'Too much was waiting to be spoken.',
    );
  const notes = discord.messagesIn(room.text).filter(({ author }) => author.id === discord.bot.id);
  const lines = notes.flatMap(({ text }) => text.split('\n'));
  for (const { id } of writers)
    expect(lines.filter((line) => line.startsWith(`<@${id}>`))).toHaveLength(1);

  const after = room.write(freshWords());
  expect((await room.why(after, /It was read/)).text).toBe('It was read.');
}, 300_000);
