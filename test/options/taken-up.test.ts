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
  await told(room.use('autoread person mute', { person: ann }, room.mod), /I don’t read/);
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

test('its author is known as the member that they were, which Discord leaves out', async () => {
  const room = await openRoom(bot);
  await room.set('autoread words', { said: 'always' });
  const message = room.write('Who wrote this?');
  await room.isRead(message);
  const member = { nick: 'Annie', roles: [] } as never;
  expect(await room.words(() => bot.takeUp(message, room.call.id, member))).toEqual([
    'Annie said: Who wrote this?',
  ]);
});

test('that a message can’t be looked up is logged, unless it was deleted', async () => {
  const room = await openRoom(bot);
  const [gone, closed] = [room.write('Gone.'), room.write('Closed.')];
  for (const message of [gone, closed]) await room.isRead(message);
  const warnings = (): number => bot.log.lines.filter(({ level }) => level === 'warn').length;
  const before = warnings();
  bot.discord.deleteMessages(gone);
  await bot.takeUp(gone, room.call.id);
  expect(warnings()).toBe(before);
  const path = `channels/${closed.channelId}/messages/${closed.id}`;
  bot.discord.fail({ method: 'GET', path, status: 403, code: 50_001 });
  await bot.takeUp(closed, room.call.id);
  expect(warnings()).toBe(before + 1);
});
