import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';

// Messages that waited when the bot was started anew.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

test('what waited at the restart is read as it is now, and by the rules of now', async () => {
  const room = await openRoom(bot);
  const { ann, call, server } = room;
  const message = room.write('As it was.');
  await room.isRead(message);
  expect(await room.words(() => bot.takeUp(message, call.id))).toEqual(['As it was.']);
  bot.discord.editMessage(message, 'As it is.');
  expect(await room.words(() => bot.takeUp(message, call.id))).toEqual(['As it is.']);
  bot.discord.editMessage(message, '; not any more');
  await bot.takeUp(message, call.id);
  expect(await bot.why(server.id, message.id)).toMatch(/begins with a mark/);
  bot.discord.editMessage(message, 'Once more.');
  await told(room.use('autoread person mute', { person: ann }, room.mod), /I don't read/);
  await bot.takeUp(message, call.id);
  expect(await bot.why(server.id, message.id)).toMatch(/not read/);
  expect(await room.words(() => room.write('Of another.', room.bea))).toEqual(['Of another.']);
});

test('what was deleted meanwhile is not read, and what follows is', async () => {
  const room = await openRoom(bot);
  const [gone, there] = [room.write('Gone.'), room.write('There.')];
  for (const message of [gone, there]) await room.isRead(message);
  bot.discord.deleteMessages(gone);
  const takeUp = async (): Promise<void> => {
    for (const message of [gone, there]) await bot.takeUp(message, room.call.id);
  };
  expect(await room.words(takeUp)).toEqual(['There.']);
});
