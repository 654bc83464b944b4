import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, wordsOf } from './room.ts';
import type { Room } from './room.ts';

// Messages that are changed or deleted before they were heard, by ear.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const changes: readonly [
  what: string,
  change: (room: Room, messages: readonly Message[]) => unknown,
  heard: readonly string[],
][] = [
  ['deleted', (_, [one, two]) => one && two && bot.discord.deleteMessages(one), ['Two.', 'Three.']],
  [
    'deleted with others',
    (_, [one, two]) => one && two && bot.discord.deleteMessages(one, two),
    ['Three.'],
  ],
  [
    'edited',
    (_, [one]) => one && bot.discord.editMessage(one, 'Instead.'),
    ['Instead.', 'Two.', 'Three.'],
  ],
  [
    'edited into one that begins with a mark',
    (_, [one]) => one && bot.discord.editMessage(one, '; not this'),
    ['Two.', 'Three.'],
  ],
  [
    'edited into a command for another bot',
    (_, [one]) => one && bot.discord.editMessage(one, '!play this'),
    ['Two.', 'Three.'],
  ],
  [
    'edited into nothing that has words',
    (_, [one]) => one && bot.discord.editMessage(one, '…'),
    ['Two.', 'Three.'],
  ],
];

/** Three messages of one person, none of which is heard to its end yet. */
async function waiting(room: Room, before: readonly string[]): Promise<readonly Message[]> {
  bot.calls.hold(room.server.id);
  for (const words of before) room.write(words, room.bea);
  const messages = ['One.', 'Two.', 'Three.'].map((words) => room.write(words));
  const count = before.length + messages.length;
  await soon(() => expect(bot.calls.queue(room.server.id)).toHaveLength(count));
  return messages;
}

/** Everything that is heard in the end, once the bot knows of all that was done before. */
async function ends(room: Room): Promise<readonly string[]> {
  const last = room.write('The last.', room.mod);
  await soon(async () =>
    expect(await bot.why(room.server.id, last.id)).toMatch(/will be as soon as/),
  );
  bot.calls.go(room.server.id);
  await room.isRead(last);
  await soon(() => expect(bot.calls.queue(room.server.id)).toEqual([]));
  return wordsOf(room.heard()).filter((words) => words !== 'The last.');
}

test.each(changes)(
  'what is %s before its turn is heard as it is then',
  async (_, change, heard) => {
    const room = await openRoom(bot);
    const messages = await waiting(room, ['Before.']);
    change(room, messages);
    expect(await ends(room)).toEqual(['Before.', ...heard]);
  },
);

test('why what was edited is not heard is that of how it is then', async () => {
  const room = await openRoom(bot);
  const [one, two] = await waiting(room, []);
  if (!one || !two) throw new Error('nothing was written');
  bot.discord.editMessage(two, '; not this');
  expect(await ends(room)).toEqual(['One.', 'Three.']);
  expect(await bot.why(room.server.id, two.id)).toMatch(/begins with a mark/);
  bot.discord.deleteMessages(one);
  expect(await bot.why(room.server.id, one.id)).toBe('It was read.');
});

test('what is deleted while it is spoken falls silent, and the next is heard', async () => {
  const room = await openRoom(bot);
  const [first] = await waiting(room, []);
  if (!first) throw new Error('nothing was written');
  bot.discord.deleteMessages(first);
  expect(await ends(room)).toEqual(['Two.', 'Three.']);
});

test('a channel that is deleted silences what was written there, and no other', async () => {
  const room = await openRoom(bot);
  const [gone, other] = [room.server.addText(), room.server.addText()];
  for (const channel of [gone, other]) await room.set('autoread channel add', { channel });
  const thread = room.server.addThread(other);
  const messages = await waiting(room, ['Before.']);
  room.write('From what is deleted.', room.ann, gone);
  room.write('From elsewhere.', room.ann, other);
  room.write('From a thread.', room.ann, thread);
  const count = messages.length + 4;
  await soon(() => expect(bot.calls.queue(room.server.id)).toHaveLength(count));
  bot.discord.deleteChannel(gone);
  bot.discord.deleteChannel(thread);
  expect(await ends(room)).toEqual(['Before.', 'One.', 'Two.', 'Three.', 'From elsewhere.']);
});
