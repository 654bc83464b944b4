import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// A guided first start: four presses until the first message is heard.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** A server where nothing is set, with the bot in no call. */
async function openNew(): Promise<Room> {
  const room = await openRoom(bot);
  await bot.store.serverSettings.change(room.server.id, { actorId: room.admin.id }, () =>
    defaults(),
  );
  await told(room.use('leave'), /I left/);
  return room;
}

const defaults = () => ({}) as Awaited<ReturnType<typeof bot.store.serverSettings.get>>;
const step = (interaction: Interaction, number: number): Promise<Message> =>
  told(interaction, new RegExp(`First start: ${number} of 4`));

/** The first three presses. */
async function chosen(room: Room, whose: string, language = 'usual'): Promise<Message> {
  const { discord } = bot;
  const { admin } = room;
  const asked = room.use('setup', {}, admin);
  const first = await step(asked, 1);
  expect([(await asked.acknowledged).kind, asked.edits.length]).toEqual([4, 0]);
  const second = await step(discord.select(first, 'setup:channel:', [room.text], admin), 2);
  const third = await step(
    discord.select(second, `setup:language:${room.text.id}`, [language], admin),
    3,
  );
  const id = `setup:whose:${room.text.id}:${language}`;
  return step(discord.select(third, id, [whose], admin), 4);
}

test('/setup, setup:channel, setup:language, setup:whose, setup:comes: four presses, and the first message is heard', async () => {
  const room = await openNew();
  const last = await chosen(room, 'inCall', 'de');
  expect(last.text).toContain('✅ I may see it, join and speak.');
  const { reading: before } = await bot.store.serverSettings.get(room.server.id);
  expect(before.on).toBe(false);
  const done = await told(bot.discord.press(last, 'Yes, come by yourself', room.admin), /I read/);
  expect(done.text).toContain(`I’m in <#${room.call.id}>`);
  expect((await room.words(() => room.write('Hello there.'))).join()).toContain('Hello there.');
  await told(bot.discord.press(done, 'All settings', room.admin), /Auto-read is on/);
  const { reading, writtenLanguage } = await bot.store.serverSettings.get(room.server.id);
  expect(writtenLanguage).toBe('de');
  expect(reading).toMatchObject({ on: true, joins: true, authorInCall: true, optIn: false });
  expect(reading.channelIds).toEqual([room.text.id]);
});

test.each([
  ['everybody', { authorInCall: false, optIn: false, onlyMuted: false }],
  ['agreed', { authorInCall: true, optIn: true, onlyMuted: false }],
  ['muted', { authorInCall: true, optIn: false, onlyMuted: true }],
])('setup:whose, setup:waits: %s', async (whose, is) => {
  const room = await openNew();
  void bot.discord.leave(room.server, room.admin);
  const last = await chosen(room, whose);
  const done = await told(
    bot.discord.press(last, `setup:waits:${room.text.id}:usual:${whose}`, room.admin),
    /I read/,
  );
  expect(done.text).toContain('/join brings me to your voice channel');
  const { reading } = await bot.store.serverSettings.get(room.server.id);
  expect(reading).toMatchObject({ ...is, on: true, joins: false });
});

test('setup:comes: of a channel that is never read nothing is changed; else all is one change, to be taken back at once', async () => {
  const room = await openNew();
  const { serverSettings, audit } = bot.store;
  const by = { actorId: room.admin.id };
  const exclude = async (excludedIds: readonly string[]) =>
    serverSettings.change(room.server.id, by, (now) => ({
      ...now,
      reading: { ...now.reading, excludedIds },
    }));
  const before = await exclude([room.text.id]);
  const panel = await step(room.use('setup', {}, room.admin), 1);
  const id = `setup:comes:${room.text.id}:usual:everybody`;
  await told(bot.discord.forge(panel, id, room.admin), /is ever read aloud here/);
  expect(await serverSettings.get(room.server.id)).toEqual(before);
  await exclude([]);
  const entries = await audit.entries(room.server.id, 99);
  await told(bot.discord.forge(panel, id, room.admin), /I read/);
  expect(await audit.entries(room.server.id, 99)).toHaveLength(entries.length + 1);
});

test('setup:again: each right that is missing is named, with where to give it, until all are there', async () => {
  const room = await openNew();
  const { discord } = bot;
  discord.setPermissions(room.text, discord.bot, { deny: ['ViewChannel'] });
  discord.setPermissions(room.call, discord.bot, { deny: ['Connect'] });
  const other = room.server.addText({ name: 'other' });
  const use = discord.command({ name: 'setup', options: {}, channel: other, by: room.admin });
  const first = await step(use, 1);
  const second = await step(discord.select(first, 'setup:channel:', [room.text], room.admin), 2);
  expect(second.text).toMatch(/⚠️[^\n]*\*\*View Channel\*\*/);
  expect(second.text).toMatch(/⚠️[^\n]*\*\*Connect\*\*/);
  expect(second.text).toContain('to my role in the settings of that channel, under Permissions');
  const started = await told(
    discord.forge(second, `setup:comes:${room.text.id}:usual:inCall`, room.admin),
    /I read/,
  );
  expect(started.text).toMatch(/⚠️[^\n]*\*\*Connect\*\*/);
  discord.setPermissions(room.text, discord.bot, { allow: ['ViewChannel'] });
  discord.setPermissions(room.call, discord.bot, { allow: ['Connect'] });
  const well = await told(discord.press(started, 'Try again', room.admin), /✅/);
  expect(well.text).toContain(`I’m in <#${room.call.id}>`);
});

test('setup:begin: it is offered where the bot was added, once, and in no direct message', async () => {
  const { discord } = bot;
  const server = discord.addGuild();
  // While the server comes to be, the bot may write in none of its channels, and offers nothing.
  const deny = ['SendMessages'] as const;
  const [first, welcome] = [
    server.addText({ name: 'first', deny }),
    server.addText({ name: 'welcome', deny }),
  ];
  const admin = discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
  discord.setSystemChannel(server, welcome);
  discord.removeGuild(server);
  for (const place of [first, welcome])
    discord.setPermissions(place, server, { allow: ['SendMessages'] });
  discord.inviteBot(server);
  await soon(() => expect(discord.messagesIn(welcome)).toHaveLength(1));
  expect(discord.messagesIn(first)).toEqual([]);
  expect(discord.messagesIn(discord.directMessages(admin))).toEqual([]);
  const [offer] = discord.messagesIn(welcome);
  expect(offer?.text).toMatch(/Four presses/);
  await step(discord.press(offer!, 'Set it up', admin), 1);
  // Where it may not write, it says nothing.
  discord.removeGuild(server);
  for (const place of [first, welcome])
    discord.setPermissions(place, server, { deny: ['SendMessages'] });
  discord.inviteBot(server);
  await step(discord.command({ name: 'setup', options: {}, channel: first, by: admin }), 1);
  expect(discord.messagesIn(welcome)).toHaveLength(1);
});

test('setup:begin, setup:comes: nobody else begins it, and what was made up is refused', async () => {
  const room = await openNew();
  const { discord } = bot;
  const carrier = await told(room.use('autoread show'), /Auto-read/);
  for (const id of ['begin', 'comes:1:usual:inCall', 'waits:1:usual:inCall', 'again:1'])
    await told(discord.forge(carrier, `setup:${id}`, room.ann), /Only people with/);
  const mine = await told(room.use('autoread show', {}, room.admin), /Auto-read/);
  for (const id of ['comes:1:usual:nobody', 'comes:x y:usual:inCall', 'again:x'])
    await told(discord.forge(mine, `setup:${id}`, room.admin), /isn’t there any more/);
  await soon(async () => {
    const { reading } = await bot.store.serverSettings.get(room.server.id);
    expect(reading.channelIds).toEqual([]);
  });
});
