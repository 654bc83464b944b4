import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ServerSettings } from '#store/server-settings.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Panels on which things have changed since they were opened, and several people at once.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const settingsOf = ({ server }: Room): Promise<ServerSettings> =>
  bot.store.serverSettings.get(server.id);

const press = (panel: Message, button: string, { admin }: Room): Interaction =>
  bot.discord.press(panel, button, admin);

const give = (room: Room, settings: string | object, by = room.admin): Promise<Message> => {
  const written = typeof settings === 'string' ? settings : JSON.stringify(settings);
  const bytes = Buffer.from(`{"crier":"settings","version":1,"settings":${written}}`);
  return told(room.use('settings', { import: { filename: 'settings.json', bytes } }, by), /\S/);
};

/** The latest change of the log, as it is looked at. */
async function last(room: Room): Promise<Message> {
  const log = await room.set('autoread log');
  const [entry] = await bot.store.audit.entries(room.server.id, 1);
  return told(
    bot.discord.select(log, 'settings:look:', [entry?.id ?? ''], room.admin),
    /Take back the change|Nothing changes/,
  );
}

const takeBack = async (room: Room): Promise<Message> =>
  told(press(await last(room), 'Take it back', room), /It is taken back/);

test('setup:comes, settings:here, settings:voiceOf, settings:set: of a channel that was deleted nothing is set', async () => {
  const room = await openRoom(bot);
  const { discord, store } = bot;
  const { server, admin } = room;
  await store.serverSettings.change(server.id, { actorId: admin.id }, (now) => ({
    ...now,
    reading: { ...now.reading, on: false },
  }));
  const other = server.addText({ name: 'other' });
  const panel = await told(room.use('settings', {}, admin), /Auto-read/);
  const page = await told(discord.select(panel, 'settings:channel:', [other], admin), /other|<#/);
  const form = discord.forge(page, `settings:voiceOf:${other.id}`, admin);
  await form.modal();
  const before = await settingsOf(room);
  discord.deleteChannel(other);
  const gone = /isn’t there any more/;
  await told(await discord.submitModal(form, { voice: 'Sky' }), gone);
  for (const id of ['read', 'exclude', 'usual'])
    await told(discord.forge(page, `settings:here:${other.id}:${id}`, admin), gone);
  await told(discord.forge(page, `setup:language:${other.id}`, admin, ['en']), gone);
  await told(discord.forge(page, `setup:whose:${other.id}:en`, admin, ['inCall']), gone);
  for (const id of ['comes', 'waits'])
    await told(discord.forge(page, `setup:${id}:${other.id}:en:inCall`, admin), gone);
  await told(discord.forge(page, `setup:again:${other.id}`, admin), gone);
  const key = 'settings:set:reading.translations';
  await told(discord.forgeForm(page, `${key}:${other.id}`, { value: 'fr' }, admin), gone);
  expect(await settingsOf(room)).toEqual(before);
});

test('a form that was opened with a right is sent in by who has lost it a moment later, and nothing is set', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, text, use } = room;
  const keeper = discord.addPerson(server, { name: 'Kay', permissions: ['ManageChannels'] });
  const before = await settingsOf(room);
  const panel = await told(use('settings', { find: 'words.maxSeconds' }, keeper), /\S/);
  const form = discord.press(panel, 'settings:change:words.maxSeconds:one', keeper);
  await form.modal();
  discord.setPermissions(text, keeper, { deny: ['ManageChannels'] });
  const mayNot = /Only people with/;
  await told(await discord.submitModal(form, { value: '9' }), mayNot);
  await told(discord.forge(panel, 'settings:on:reading.bots', keeper), mayNot);
  await told(discord.forge(panel, `setup:comes:${text.id}:en:everybody`, keeper), mayNot);
  expect(await settingsOf(room)).toEqual(before);
});

test('settings:apply, settings:undo: what was taken back is taken back in turn, a file as a whole; pressed twice it is done once', async () => {
  const room = await openRoom(bot);
  const first = await settingsOf(room);
  const shown = await give(room, { words: { links: 'word', emoji: 'skip' }, volumeDb: -3 });
  const entries = async () => (await bot.store.audit.entries(room.server.id, 99)).length;
  const before = await entries();
  const twice = ['Make these changes', 'Make these changes'].map((label) =>
    press(shown, label, room),
  );
  for (const each of twice) await told(each, /It is changed/);
  expect(await entries()).toBe(before + 1);
  const imported = await settingsOf(room);
  expect(imported).toMatchObject({ words: { links: 'word', emoji: 'skip' }, volumeDb: -3 });
  for (const is of [first, imported, first]) {
    await takeBack(room);
    expect(await settingsOf(room)).toEqual(is);
  }
  // A starting point, a change of one thing in it, and the point taken back: that thing stays.
  const templates = await told(press(await room.set('settings'), 'Templates', room), /Starting/);
  const point = bot.discord.select(templates, 'settings:template:', ['quiet'], room.admin);
  const proposed = await told(point, /would change this/);
  await told(press(proposed, 'Make these changes', room), /It is changed/);
  const toTakeBack = await last(room);
  await room.set('volume server', { db: 2 });
  const done = await told(press(toTakeBack, 'Take it back', room), /It is taken back/);
  expect(done.text).toMatch(/Left as it is:\*\*\n- \*\*volume\*\*: somebody changed it/);
  expect(await settingsOf(room)).toEqual({ ...first, volumeDb: 2 });
});

test('/settings import, settings:apply: two admins who give files at once lose nothing of each other’s', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const other = discord.addPerson(room.server, { name: 'Ole', permissions: ['ManageGuild'] });
  const [mine, theirs] = await Promise.all([
    give(room, { words: { links: 'word' } }),
    give(room, { words: { emoji: 'skip' }, reading: { bots: true } }, other),
  ]);
  const both = [
    discord.press(mine, 'Make these changes', room.admin),
    discord.press(theirs, 'Make these changes', other),
  ];
  for (const each of both) await told(each, /It is changed/);
  const { words, reading } = await settingsOf(room);
  expect([words.links, words.emoji, reading.bots]).toEqual(['word', 'skip', true]);
});

test('/settings import: of what stands in a file twice the last counts, and deep and strange values are named', async () => {
  const room = await openRoom(bot);
  const before = await settingsOf(room);
  const twice = await give(room, '{"words":{"links":"skip"},"words":{"links":"word"}}');
  expect(twice.text).toMatch(/\*\*links\*\* domain → word/);
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  for (const [settings, why] of [
    [`{"reading":{"skipMarks":${deep}}}`, /marks of messages that are not read\*\*: no value/],
    [`{"voice":${deep}}`, /the server’s voice\*\*: no value/],
    [`{"channels":{"${room.text.id}":${deep}}}`, /voices of channels\*\*/],
    ['{"reading":{"requiredRoleId":{"toString":1}}}', /needed role\*\*: no value/],
    [`{"reading":{"requiredRoleId":"${room.server.id}"}}`, /this server lacks/],
    ['{"reading":[],"words":null,"calls":7,"volumeDb":"1e999"}', /volume\*\*: no value/],
    ['{"volumeDb":1e999,"moderation":{"cooldownMs":-1}}', /pause per person\*\*: no value/],
    ['{"reading":{"translations":{"__proto__":"fr"}}}', /Nothing changes/],
  ] as const)
    expect((await give(room, settings)).text).toMatch(why);
  expect(await settingsOf(room)).toEqual(before);
});
