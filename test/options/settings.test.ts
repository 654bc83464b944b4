import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Component, Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { rowsIn, sectionNames, sections } from '#features/configuring/sections.ts';
import { settings } from '#features/settings/settings.ts';
import { valueIn } from '#features/settings/values.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { profileKey } from '#voices/profile-key.ts';

import { remember } from '../pseudo/known.ts';
import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// One place for all that a server sets: each control of it, by its effect on what is set.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const settingsOf = ({ server }: Room): Promise<ServerSettings> =>
  bot.store.serverSettings.get(server.id);
const valueOf = async (room: Room, key: string): Promise<unknown> =>
  valueIn(await settingsOf(room), key);

/** A section of the panel, as the admin has it before them. */
async function section(room: Room, name: string): Promise<Message> {
  const panel = await room.set('settings');
  return shown(bot.discord.select(panel, 'settings:page:', [name], room.admin));
}

const shown = (interaction: Interaction): Promise<Message> => told(interaction, /-#/);
const press = (panel: Message, id: string, room: Room, by = room.admin): Interaction =>
  bot.discord.press(panel, id, by);

function componentsOf(components: readonly Component[]): readonly Component[] {
  return components.flatMap((each) => [
    each,
    ...componentsOf((each['components'] ?? []) as readonly Component[]),
    ...componentsOf(each['accessory'] ? [each['accessory'] as Component] : []),
  ]);
}

/** The ids of all that can be pressed or chosen. */
function controlsOf({ components }: Message): readonly string[] {
  return componentsOf(components).flatMap(({ custom_id: id }) =>
    typeof id === 'string' ? [id] : [],
  );
}

test('every setting that people can change stands in one section, and no other', () => {
  const all = Object.values(sections).flat();
  expect(new Set(all).size).toBe(all.length);
  const hidden = settings.server
    .map(({ key }) => key)
    .filter((key) => !(all as readonly string[]).includes(key));
  // The language of who switched reading on follows from that, and nobody sets the other.
  expect(hidden).toEqual(['reading.locale', 'words.maxChars']);
  expect(sectionNames.flatMap((name) => rowsIn(name)).map(({ key }) => key)).toEqual(all);
});

test('settings:page: every section opens by one call to Discord, and shows each setting with its value, what it does and its default', async () => {
  const room = await openRoom(bot);
  const panel = await room.set('settings');
  expect(panel.text).toMatch(/^## Auto-read is on/);
  for (const name of sectionNames) {
    const opened = bot.discord.select(panel, 'settings:page:', [name], room.admin);
    const { text, components } = await shown(opened);
    // The acknowledgement is the whole: nothing was edited after it.
    expect([(await opened.acknowledged).kind, opened.edits.length]).toEqual([7, 0]);
    expect(text).toMatch(/^## Settings: /);
    const rows = rowsIn(name);
    expect(text.match(/\*\*.+\*\* .+\n-# .+ · at first: .+/g)).toHaveLength(rows.length);
    const buttons = controlsOf({ components } as Message).filter((id) =>
      /^settings:(on|off|change|open):/.test(id),
    );
    expect(buttons.map((id) => id.split(':')[2])).toEqual(rows.map(({ key }) => key));
  }
  const asked = room.use('settings', {}, room.admin);
  await told(asked, /Auto-read is on/);
  expect([(await asked.acknowledged).kind, asked.edits.length]).toEqual([4, 0]);
});

const switches = sectionNames
  .flatMap((name) => rowsIn(name).map((row) => ({ name, row })))
  .filter(({ row: { chosen, key } }) => /switch|yes/.test(chosen.by) || key === 'reading.on');

test('settings:on, settings:off: each of them', async () => {
  const room = await openRoom(bot);
  // One voice for everybody needs a voice.
  await room.set('voice server', { voice: 'Sky' });
  for (const { name, row } of switches) {
    const { key } = row;
    const panel = await section(room, name);
    const was = (await valueOf(room, key)) === true;
    const [first, second] = was ? ['off', 'on'] : ['on', 'off'];
    const pressed = await shown(press(panel, `settings:${first}:${key}`, room));
    expect([key, await valueOf(room, key)]).toEqual([key, !was]);
    await shown(press(pressed, `settings:${second}:${key}`, room));
    expect([key, await valueOf(room, key)]).toEqual([key, was]);
  }
});

const choices = sectionNames.flatMap((name) =>
  rowsIn(name).flatMap(({ key, chosen }) =>
    chosen.by === 'choice'
      ? Object.keys(chosen.choices).map((choice) => [key, choice, name] as const)
      : [],
  ),
);

test('settings:change, settings:set: each choice', async () => {
  const room = await openRoom(bot);
  for (const [key, choice, name] of choices) {
    const panel = await section(room, name);
    const form = press(panel, `settings:change:${key}`, room);
    expect((await form.modal()).title).toBe('Change settings');
    await shown(await bot.discord.submitModal(form, { value: [choice] }));
    expect([key, await valueOf(room, key)]).toEqual([key, choice]);
  }
});

/** Typed words, and the value that is set then; undefined where it is taken back. */
const typed: readonly (readonly [key: string, typed: string, value: unknown])[] = [
  ['reading.prefix', '>>', '>>'],
  ['reading.skipMarks', '# ~', ['#', '~']],
  ['reading.skipMarks', '', undefined],
  ['reading.languages', 'English, de', ['en', 'de']],
  ['reading.languages', '', []],
  ['words.timeZone', 'Asia/Tokyo', 'Asia/Tokyo'],
  ['words.timeZone', 'none', undefined],
  ['words.maxSeconds', '30', 30],
  ['moderation.cooldownMs', '2,5', 2_500],
  ['calls.aloneMs', '5', 300_000],
  ['calls.idleMs', '1.5', 90_000],
  ['calls.arrivalText', '{name} is here', '{name} is here'],
  ['calls.departureText', 'usual', undefined],
  ['writtenLanguage', 'Deutsch', 'de'],
  ['writtenLanguage', '', undefined],
  ['volumeDb', '-6', -6],
  ['volumeDb', '', 0],
];

test('settings:set: what is typed', async () => {
  const room = await openRoom(bot);
  // Languages stand in the form by their tags.
  remember('en, de', 'de');
  for (const [key, words, value] of typed) {
    const panel = await shown(room.use('settings', { find: key }, room.admin));
    const form = press(panel, `settings:change:${key}:one`, room);
    await form.modal();
    await shown(await bot.discord.submitModal(form, { value: words }));
    expect([key, await valueOf(room, key)]).toEqual([key, value]);
  }
});

test.each([
  ['moderation.cooldownMs', '3'],
  ['calls.aloneMs', '5'],
  ['volumeDb', '-6'],
  ['reading.skipMarks', '# ~'],
  ['reading.languages', 'en, de'],
])('settings:set: what is set stands in the form as it would be typed: %s', async (key, words) => {
  const room = await openRoom(bot);
  const panel = await shown(room.use('settings', { find: key }, room.admin));
  const form = press(panel, `settings:change:${key}:one`, room);
  await form.modal();
  const changed = await shown(await bot.discord.submitModal(form, { value: words }));
  const again = await press(changed, `settings:change:${key}:one`, room).modal();
  expect(again.components[0]?.['component']).toMatchObject({ value: words });
});

const impossible: readonly (readonly [key: string, typed: string, why: RegExp])[] = [
  ['words.maxSeconds', '1', /from 2 to 600/],
  ['words.maxSeconds', '2.5', /from 2 to 600/],
  ['words.maxSeconds', 'long', /from 2 to 600/],
  ['volumeDb', '9', /from -20 to 3/],
  ['words.timeZone', 'Narnia', /no such time zone/],
  ['calls.arrivalText', 'Hello', /need “\{name\}”/],
];

test('settings:set: what can’t be set is told, and stays as it was', async () => {
  const room = await openRoom(bot);
  const before = await settingsOf(room);
  for (const [key, words, why] of impossible) {
    const panel = await shown(room.use('settings', { find: key }, room.admin));
    const form = press(panel, `settings:change:${key}:one`, room);
    await form.modal();
    await told(await bot.discord.submitModal(form, { value: words }), why);
  }
  expect(await settingsOf(room)).toEqual(before);
});

test('settings:set: the server’s voice, by its name, and back to the usual', async () => {
  const room = await openRoom(bot);
  const panel = await section(room, 'voices');
  const form = press(panel, 'settings:change:voice', room);
  await form.modal();
  const set = await bot.discord.submitModal(form, { voice: 'Sky', speed: '1.25' });
  expect((await shown(set)).text).toMatch(/\*\*the server’s voice\*\* Sky/);
  expect(await valueOf(room, 'voice')).toMatchObject({ voice: 'af_sky/en-us/Kokoro', speed: 1.25 });
  const again = press(panel, 'settings:change:voice', room);
  await again.modal();
  await shown(await bot.discord.submitModal(again, { voice: 'usual' }));
  expect(await valueOf(room, 'voice')).toEqual({});
});

test('settings:open, settings:add, settings:drop: lists of channels, roles and people', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const [one, other] = [room.server.addText({ name: 'one' }), room.server.addText({ name: 'two' })];
  const role = discord.addRole(room.server, 'Loud', []);
  const lists = [
    ['places', 'reading.channelIds', [one, other], [room.text.id, one.id, other.id]],
    ['places', 'reading.excludedIds', [one], [one.id]],
    ['people', 'reading.ignoredRoleIds', [role], [role.id]],
    ['coming', 'calls.personIds', [room.ann, room.bea], [room.ann.id, room.bea.id]],
    ['coming', 'calls.roleIds', [role], [role.id]],
    ['people', 'reading.requiredRoleId', [role], role.id],
  ] as const;
  for (const [name, key, things, value] of lists) {
    const panel = await shown(press(await section(room, name), `settings:open:${key}`, room));
    const added = await shown(discord.select(panel, `settings:add:${key}`, things, room.admin));
    expect(await valueOf(room, key)).toEqual(value);
    const last = things.at(-1)!.id;
    await shown(discord.select(added, `settings:drop:${key}:0`, [last], room.admin));
    const left = Array.isArray(value) ? value.filter((id) => id !== last) : undefined;
    expect(await valueOf(room, key)).toEqual(left);
  }
});

test('settings:add: the channel for admins has to be theirs alone', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const desk = room.server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  const panel = await shown(
    press(await section(room, 'voices'), 'settings:open:adminChannelId', room),
  );
  const add = (channel: { readonly id: string }): Interaction =>
    discord.select(panel, 'settings:add:adminChannelId', [channel], room.admin);
  await told(add(room.text), /Everybody in this server can read/);
  expect(await valueOf(room, 'adminChannelId')).toBeUndefined();
  await shown(add(desk));
  expect(await valueOf(room, 'adminChannelId')).toBe(desk.id);
});

test('settings:channel, settings:here, settings:voiceOf: a channel’s own settings stand beside the server’s, are changed and made as those', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const other = room.server.addText({ name: 'other' });
  await room.set('voice server', { voice: 'Sky' });
  const overview = await room.set('settings');
  const opened = discord.select(overview, 'settings:channel:', [other], room.admin);
  const of = (interaction: Interaction): Promise<Message> => told(interaction, /Settings of <#/);
  let panel = await of(opened);
  expect([(await opened.acknowledged).kind, opened.edits.length]).toEqual([7, 0]);
  expect(panel.text).toMatch(/\*\*Reading\*\* off\n[^\n]*in the whole server: on\n/);
  expect(panel.text).toMatch(/\*\*Voice of the channel\*\* as the server’s\n[^\n]*Sky/);
  const here = async (what: string): Promise<Message> =>
    of(press(panel, `settings:here:${other.id}:${what}`, room));
  panel = await here('read');
  expect(await valueOf(room, 'reading.channelIds')).toEqual([room.text.id, other.id]);
  panel = await here('unread');
  expect(await valueOf(room, 'reading.channelIds')).toEqual([room.text.id]);
  panel = await here('exclude');
  expect(await valueOf(room, 'reading.excludedIds')).toEqual([other.id]);
  panel = await here('allow');
  expect(await valueOf(room, 'reading.excludedIds')).toEqual([]);
  const form = press(panel, `settings:voiceOf:${other.id}`, room);
  await form.modal();
  panel = await of(await discord.submitModal(form, { voice: 'Emma', speed: '1.5' }));
  expect(panel.text).toMatch(/\*\*Voice of the channel\*\* Emma[^\n]*1\.5/);
  expect(await valueOf(room, `channels.${other.id}`)).toMatchObject({ voice: { speed: 1.5 } });
  panel = await here('usual');
  expect(panel.text).toContain('**Voice of the channel** as the server’s');
  expect(await valueOf(room, 'channels')).toEqual({});
  const manager = discord.addPerson(room.server, { permissions: ['ManageChannels'] });
  const theirs = await told(room.use('settings', {}, manager), /Auto-read/);
  const seen = await of(discord.select(theirs, 'settings:channel:', [other], manager));
  expect(seen.text).not.toContain('Voice of the channel');
  for (const id of [`here:${other.id}:usual`, `voiceOf:${other.id}`])
    await told(discord.forge(theirs, `settings:${id}`, manager), /Manage Server/);
  for (const id of ['here:1:read', `here:${other.id}:made-up`, 'voiceOf:1'])
    await told(discord.forge(overview, `settings:${id}`, room.admin), /isn’t there any more/);
});

test('a kept voice has its name where whoever looks may know it, and nowhere else', async () => {
  const room = await openRoom(bot);
  const { id } = await keepClone(bot.store, room.ann.id, 'Hidden');
  const voice = profileKey(id);
  await bot.store.serverSettings.change(room.server.id, { actorId: room.admin.id }, (now) => ({
    ...now,
    voice: { voice },
  }));
  expect((await section(room, 'voices')).text).not.toContain('Hidden');
  await bot.store.sharing.share(id, room.ann.id, room.server.id, true);
  expect((await section(room, 'voices')).text).toContain('**the server’s voice** “Hidden”');
  await bot.store.people.change(room.ann.id, { actorId: room.ann.id }, (now) => ({
    ...now,
    voice: { voice },
  }));
  await told(room.use('me'), /\*\*the voice\*\* “Hidden”/);
});

test('settings:several: what was ticked in the form is changed, and what somebody changed meanwhile stays', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const panel = await section(room, 'people');
  const form = press(panel, 'settings:several:people', room);
  await form.modal();
  // Another admin does something of the same section before the form comes back.
  await shown(press(panel, 'settings:on:reading.webhooks', room));
  const sent = await discord.submitModal(form, { value: ['reading.bots'] });
  expect((await shown(sent)).text).toMatch(/\*\*Webhooks\*\* on/);
  const { bots, webhooks, authorInCall } = (await settingsOf(room)).reading;
  expect({ bots, webhooks, authorInCall }).toEqual({
    bots: true,
    webhooks: true,
    authorInCall: false,
  });
});

test('two admins at once see each other’s changes at the next press, and lose none', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const other = discord.addPerson(room.server, { name: 'Ole', permissions: ['ManageGuild'] });
  const [one, two] = [room.server.addText({ name: 'one' }), room.server.addText({ name: 'two' })];
  const mine = await shown(
    press(await section(room, 'places'), 'settings:open:reading.channelIds', room),
  );
  const theirs = await shown(room.use('settings', { find: 'reading.channelIds' }, other));
  const [first, second] = await Promise.all([
    shown(discord.select(mine, 'settings:add:reading.channelIds', [one], room.admin)),
    shown(discord.select(theirs, 'settings:add:reading.channelIds', [two], other)),
  ]);
  const { channelIds } = (await settingsOf(room)).reading;
  expect([...channelIds].sort()).toEqual([room.text.id, one.id, two.id].sort());
  // The second of them has both before them.
  const both = [one, two].map(({ id }) => `<#${id}>`);
  expect([first, second].some(({ text }) => both.every((each) => text.includes(each)))).toBe(true);
  // A panel that is no longer true undoes nothing: what it says is what it does.
  const stale = await section(room, 'people');
  await shown(press(await section(room, 'people'), 'settings:on:reading.bots', room));
  await shown(press(stale, 'settings:on:reading.bots', room));
  expect(await valueOf(room, 'reading.bots')).toBe(true);
});

test('settings:usual, /settings find: a setting is found by its name and what it does, and taken back', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const find = async (query: string, locale?: 'de') => {
    const usage = { name: 'settings', options: { find: query }, focused: 'find', by: room.admin };
    const asked = { ...usage, channel: room.text, ...(locale && { locale }) };
    return (await discord.autocomplete(asked)).choices.map(({ value }) => value);
  };
  expect(await find('threads')).toContain('reading.threads');
  expect(await find('clones')).toEqual(['clones']);
  expect((await find('lautstarke', 'de'))[0]).toBe('volumeDb');
  expect(await find('fäden', 'de')).toEqual([]);
  expect(await find('')).toHaveLength(25);
  await room.set('autoread options', { cooldown: 9 });
  const panel = await shown(room.use('settings', { find: 'cooldownMs' }, room.admin));
  expect(panel.text).toMatch(/^\*\*pause per person\*\* 9 s\n-# .+ · at first: 0 s\n/);
  await shown(press(panel, 'settings:usual:moderation.cooldownMs', room));
  expect(await valueOf(room, 'moderation.cooldownMs')).toBe(0);
  await told(room.use('settings', { find: 'xyzzy' }, room.admin), /no such setting/);
});

test('who lost the right, or never had it, is refused at each press, on whosever panel', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const before = await settingsOf(room);
  const manager = discord.addPerson(room.server, { name: 'Cho', permissions: ['ManageChannels'] });
  const carrier = await told(room.use('autoread show', {}, room.ann), /Auto-read/);
  expect(controlsOf(carrier)).toEqual(['settings:page:']);
  const theirs = await told(room.use('autoread show', {}, manager), /Auto-read/);
  await told(discord.forge(theirs, 'settings:on:forcesVoice', manager), /Manage Server/);
  await told(discord.forge(theirs, 'settings:change:clones', manager), /Manage Server/);
  await told(discord.forge(theirs, 'settings:page:', manager, ['voices']), /Manage Server/);
  await told(discord.forge(theirs, 'settings:open:channels', manager), /Manage Server/);
  for (const id of ['on:reading.bots', 'off:reading.threads', 'usual:words.said', 'several:people'])
    await told(discord.forge(carrier, `settings:${id}`, room.ann), /Only people with/);
  await told(
    discord.forge(carrier, 'settings:add:reading.channelIds', room.ann, [room.call.id]),
    /Only people with/,
  );
  await told(
    discord.forgeForm(carrier, 'settings:set:words.maxSeconds', { value: '9' }, room.ann),
    /Only people with/,
  );
  await told(discord.forge(carrier, 'settings:on:reading.gone', room.ann), /isn’t there any more/);
  expect(await settingsOf(room)).toEqual(before);
});

test('what is neither on nor off is not switched by a button that was made up', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const before = await settingsOf(room);
  const panel = await told(room.use('settings', {}, room.admin), /Auto-read/);
  for (const id of ['settings:on:reading.prefix', 'settings:off:words.maxSeconds'])
    await told(discord.forge(panel, id, room.admin), /isn’t there any more/);
  expect(await settingsOf(room)).toEqual(before);
  const own = await told(room.use('me', {}), /./);
  await told(discord.forge(own, 'me:on:member.spokenName', room.ann), /isn’t there any more/);
});

test('what everybody may see they see without anything to press, in their language', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const asked = { name: 'autoread show', options: {}, channel: room.text, by: room.ann };
  const panel = await told(discord.command({ ...asked, locale: 'de' }), /./);
  const page = await shown(discord.select(panel, 'settings:page:', ['people'], room.ann, 'de'));
  expect(page.text).toMatch(/^## Einstellungen: Wessen Nachrichten/);
  expect(page.text).toMatch(/Standard: /);
  expect(controlsOf(page)).toEqual(['settings:page:']);
});

test('settings:turn, settings:drop: of a long list, each thing is on a page', async () => {
  const room = await openRoom(bot);
  const { admin, server } = room;
  const roleIds = Array.from({ length: 400 }, (_, at) =>
    String(700_000_000_000_000_000n + BigInt(at)),
  );
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (now) => ({
    ...now,
    reading: { ...now.reading, ignoredRoleIds: roleIds },
  }));
  const panel = await shown(room.use('settings', { find: 'reading.ignoredRoleIds' }, admin));
  await shown(press(panel, 'Next page', room));
  const last = roleIds.slice(-1);
  const menu = 'settings:drop:reading.ignoredRoleIds:15';
  await shown(bot.discord.select(panel, menu, last, admin));
  expect(await valueOf(room, 'reading.ignoredRoleIds')).toEqual(roleIds.slice(0, -1));
  await shown(press(panel, 'settings:turn:reading.ignoredRoleIds:0', room));
});
