import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { told } from './room.ts';
import type { Room } from './room.ts';
import { ends, isQueued, openTwo, shareClone } from './two-rooms.ts';

// People take back what is their own, and it falls silent: their voice for others, or all that they wrote and said.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

test('/clone unshare voice: others fall silent in it, there alone, and its owner does not', async () => {
  const [here, there] = await openTwo(bot);
  const { ann: owner, bea } = here;
  const voice = await shareClone(bot, owner, here, there);
  for (const room of [here, there]) {
    bot.calls.hold(room.server.id);
    for (const by of [bea, owner]) room.use('say', { text: `Said by ${by.name}.`, voice }, by);
    await isQueued(room, 2);
  }
  await told(here.use('clone unshare', { voice }), /Only you can use/);
  expect(await ends(here)).toEqual(['Said by Ann.']);
  expect((await ends(there)).toSorted()).toEqual(['Said by Ann.', 'Said by Bea.']);
});

test.each<[string, (room: Room, voice: string) => Promise<unknown>, readonly string[]]>([
  [
    '/clone unshare everywhere',
    (room, voice) => told(room.use('clone unshare', { voice, everywhere: true }), /in any server/),
    ['Said by Ann.'],
  ],
  [
    '/clone delete voice',
    async (room, voice) => {
      const sure = await told(room.use('clone delete', { voice }), /Delete/);
      return told(bot.discord.press(sure, 'Delete', room.ann), /is deleted/);
    },
    [],
  ],
])('%s: it falls silent in every server', async (_, take, left) => {
  const [here, there] = await openTwo(bot);
  const { ann: owner, bea } = here;
  const voice = await shareClone(bot, owner, here, there);
  for (const room of [here, there]) {
    bot.calls.hold(room.server.id);
    for (const by of [bea, owner]) room.use('say', { text: `Said by ${by.name}.`, voice }, by);
    await isQueued(room, 2);
    room.use('say', { text: 'In a voice for everybody.', voice: 'Sky' }, bea);
    await isQueued(room, 3);
  }
  await take(here, voice);
  for (const room of [here, there])
    expect(await ends(room)).toEqual([...left, 'In a voice for everybody.']);
  const again = { text: 'Once more in it.', voice };
  for (const room of [here, there]) await told(room.use('say', again, bea), /There is no voice/);
});

test.each([
  ['/privacy opt-out', []],
  ['/privacy delete', []],
])('%s: what they wrote and said falls silent, and nobody else', async (command, left) => {
  const [here, there] = await openTwo(bot);
  const { ann, bea } = here;
  for (const room of [here, there]) {
    bot.calls.hold(room.server.id);
    room.write('A message of Ann.', ann);
    await isQueued(room, 1);
    room.write('A message of Bea.', bea);
    await isQueued(room, 2);
  }
  const answer = await told(here.use(command.slice(1)), /./);
  if (command === '/privacy delete')
    await told(bot.discord.press(answer, 'Delete everything', ann), /is deleted/);
  for (const room of [here, there])
    expect(await ends(room)).toEqual([...left, 'A message of Bea.']);
});
