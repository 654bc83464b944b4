import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Each option of /voice, by its effect on who is heard, and how.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

type Options = Readonly<Record<string, OptionValue>>;

const sky = { voice: { mode: 'preset', id: 'af_sky' }, language: 'en-us' };
const usual = { voice: { mode: 'preset', id: 'af_alloy' }, language: 'en-us', speed: 1 };
/** The one model here that takes a style. */
const sad = { voice: { mode: 'preset', id: 'Vivian', style: 'sad' } };
let said = 2_000;
/** A number that was not said before: it shows no language of its own. */
const words = (): string => `“${(said += 1)}”.`;

/** The words that are heard of whoever is spoken for, with the option that a title ends with. */
const manners: Readonly<Record<string, readonly [options: Options, heard: object]>> = {
  voice: [{ voice: 'Sky' }, sky],
  language: [{ language: 'de' }, { language: 'German' }],
  speed: [
    { voice: 'Sky', speed: 1.5 },
    { ...sky, speed: 1.5 },
  ],
  style: [{ voice: 'Vivian', style: 'sad' }, sad],
};
const mannerOf = (title: string) => manners[title.split(' ').at(-1) ?? ''] ?? [{}, {}];

const heardOf = (room: Room, by = room.ann) => room.hear(() => room.write(words(), by));
const voiceOf = async (room: Room, by = room.ann): Promise<string> => {
  const [heard] = await heardOf(room, by);
  return typeof heard === 'object' && heard.voice.mode === 'preset' ? heard.voice.id : '';
};

test.each(['/voice set voice', '/voice set language', '/voice set speed', '/voice set style'])(
  '%s',
  async (title) => {
    const [options, heard] = mannerOf(title);
    const room = await openRoom(bot);
    await told(room.use('voice set', options), /Everywhere/);
    expect(await heardOf(room)).toMatchObject([heard]);
    expect(await heardOf(room, room.bea)).toMatchObject([usual]);
  },
);

test('/voice set here, /voice reset here: in this server alone', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { ann } = here;
  bot.discord.addPerson(there.server, { name: 'Ann' }, ann);
  bot.discord.join(there.call, ann);
  await told(here.use('voice set', { voice: 'Emma' }), /Emma/);
  await told(here.use('voice set', { voice: 'Sky', here: true }), /for this server/);
  expect([await voiceOf(here), await voiceOf(there, ann)]).toEqual(['af_sky', 'bf_emma']);
  await told(here.use('voice reset', { here: true }), /Emma/);
  expect([await voiceOf(here), await voiceOf(there, ann)]).toEqual(['bf_emma', 'bf_emma']);
  await told(here.use('voice set', { voice: 'Sky', here: true }), /for this server/);
  // Without it, both go.
  await told(here.use('voice reset'), /nobody set another/);
  expect([await voiceOf(here), await voiceOf(there, ann)]).toEqual(['af_alloy', 'af_alloy']);
});

test('/voice show person', async () => {
  const room = await openRoom(bot);
  const { ann, bea, mod } = room;
  await told(room.use('voice set', { voice: 'Sky' }), /Sky/);
  const shown = async (by = mod): Promise<string> =>
    (await told(room.use('voice show', { person: ann }, by), /./)).text;
  expect(await shown()).toMatch(`${ann.mention} speaks here with **Sky, English (US)**`);
  expect(await shown(ann)).toMatch(/^## Sky/);
  expect(await shown(bea)).toMatch(/Only moderators see/);
  expect((await told(room.use('voice show', {}, mod), /./)).text).toMatch(/^## Alloy/);
});

test('/voice show, and the button with which it is heard: the voice that speaks for people who have their Discord in a language', async () => {
  const room = await openRoom(bot);
  const { ann, server } = room;
  const by = bot.discord.addPerson(server, { name: 'Zé', locale: 'pt-BR' });
  bot.discord.join(room.call, by);
  const dora = { voice: { mode: 'preset', id: 'pf_dora' } };
  const shown = await told(room.use('voice show', {}, by), /./);
  expect(shown.text).toMatch(/Dora/);
  expect(await room.hear(() => room.use('say', { text: words() }, by))).toMatchObject([dora]);
  expect(await room.hear(() => bot.discord.press(shown, 'Ouvir', by))).toMatchObject([dora]);
  expect((await told(room.use('voice show', {}, ann), /./)).text).toMatch(/Alloy/);
});

test('/voice copy person, /voice lend allow', async () => {
  const room = await openRoom(bot);
  const { bea } = room;
  await told(room.use('voice set', { voice: 'Emma', speed: 0.9 }, bea), /Emma/);
  await told(room.use('voice lend', { allow: true }, bea), /may now/);
  await told(room.use('voice copy', { person: bea }), /Emma/);
  const copied = { voice: { id: 'bf_emma' }, speed: 0.9 };
  expect(await heardOf(room)).toMatchObject([copied]);
  await told(room.use('voice reset'), /nobody set another/);
  await told(room.use('voice lend', { allow: false }, bea), /Nobody can/);
  await told(room.use('voice copy', { person: bea }), /doesn’t let others/);
  expect(await heardOf(room)).toMatchObject([usual]);
});

test.each([
  '/voice set-for voice',
  '/voice set-for language',
  '/voice set-for speed',
  '/voice set-for style',
])('%s', async (title) => {
  const [options, heard] = mannerOf(title);
  const room = await openRoom(bot);
  const { bea, mod } = room;
  await told(room.use('voice set-for', { person: bea, ...options }, mod), /This is set for/);
  expect(await heardOf(room, bea)).toMatchObject([heard]);
  expect(await heardOf(room)).toMatchObject([usual]);
  expect(await heardOf(room, mod)).toMatchObject([usual]);
});

test('/voice set-for person: by moderators and admins alone, in their own server alone', async () => {
  const [room, elsewhere] = [await openRoom(bot), await openRoom(bot)];
  const { discord } = bot;
  const { ann, bea, mod, admin, server } = room;
  // A moderator of another server, and who may do other things here.
  discord.addPerson(server, { name: 'Mo' }, elsewhere.mod);
  const others = (['MoveMembers', 'ManageChannels', 'ManageRoles', 'ManageMessages'] as const).map(
    (right) => [right, discord.addPerson(server, { name: right, permissions: [right] })] as const,
  );
  const people = [
    ['nothing', ann],
    ['of elsewhere', elsewhere.mod],
    ['MuteMembers', mod],
    ['ManageGuild', admin],
    ...others,
  ] as const;
  const may: string[] = [];
  for (const [name, by] of people) {
    await told(room.use('voice set-for', { person: bea, voice: 'Sky' }, by), /./);
    if ((await voiceOf(room, bea)) === 'af_sky') may.push(name);
    await told(room.use('voice set-for', { person: bea }, admin), /own choice again/);
    expect(await voiceOf(room, bea)).toBe('af_alloy');
  }
  expect(may).toEqual(['MuteMembers', 'ManageGuild', 'MoveMembers']);
});

test.each([
  '/voice server voice',
  '/voice server language',
  '/voice server speed',
  '/voice server style',
])('%s', async (title) => {
  const [options, heard] = mannerOf(title);
  const room = await openRoom(bot);
  await room.set('voice server', options);
  for (const by of [room.ann, room.bea]) expect(await heardOf(room, by)).toMatchObject([heard]);
});

test('/voice server channel', async () => {
  const room = await openRoom(bot);
  const other = room.server.addText({ name: 'other' });
  await room.set('autoread channel add', { channel: other });
  await room.set('voice server', { voice: 'Sky', channel: other });
  expect(await room.hear(() => room.write(words(), room.ann, other))).toMatchObject([sky]);
  expect(await heardOf(room)).toMatchObject([usual]);
  const thread = room.server.addThread(other);
  const say = { name: 'say', options: { text: words() }, channel: thread, by: room.ann };
  // It speaks in a thread of the channel, too, in what is read and for /say.
  expect(await room.hear(() => room.write(words(), room.ann, thread))).toMatchObject([sky]);
  expect(await room.hear(() => bot.discord.command(say))).toMatchObject([sky]);
  expect(await room.hear(() => room.use('say', { text: words() }))).toMatchObject([usual]);
});

test('/voice server for-language', async () => {
  const room = await openRoom(bot);
  await room.set('voice server', { voice: 'Dora', 'for-language': 'Portuguese' });
  expect(await heardOf(room)).toMatchObject([usual]);
  const portuguese = 'Bom dia, eu desejo a vocês todos um dia muito bonito.';
  expect(await room.hear(() => room.write(portuguese))).toMatchObject([
    { voice: { id: 'pf_dora' }, language: 'pt-br' },
  ]);
});

test('/voice forbid voice, /voice forbid allow', async () => {
  const room = await openRoom(bot);
  await told(room.use('voice set', { voice: 'Sky' }), /Sky/);
  await room.set('voice forbid', { voice: 'Sky' });
  expect(await voiceOf(room)).toBe('af_alloy');
  await room.set('voice forbid', { voice: 'Sky', allow: true });
  expect(await voiceOf(room)).toBe('af_sky');
});

test('/voice force on', async () => {
  const room = await openRoom(bot);
  await told(room.use('voice set', { voice: 'Sky' }), /Sky/);
  await room.set('voice server', { voice: 'George' });
  expect(await voiceOf(room)).toBe('af_sky');
  await room.set('voice force', { on: true });
  expect(await voiceOf(room)).toBe('bm_george');
  await room.set('voice force', { on: false });
  expect(await voiceOf(room)).toBe('af_sky');
});

test('/voice browse language, /voice browse gender female, /voice browse gender male', async () => {
  const room = await openRoom(bot);
  const names = async (options: Options): Promise<readonly string[]> => {
    const { text } = await told(room.use('voice browse', options), /voices?/);
    return [...text.matchAll(/^\*\*(.*?)\*\*/gm)].map(([, name]) => name ?? '');
  };
  expect(await names({ language: 'en-gb' })).toEqual(['Emma', 'George']);
  expect(await names({ language: 'en-gb', gender: 'female' })).toEqual(['Emma']);
  expect(await names({ gender: 'male' })).toEqual(['Adam', 'George', 'Standard']);
});

test('whoever hears a sample of somebody else’s voice can report it, and its owner need not', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  const { id } = await keepClone(bot.store, ann.id, 'Lent');
  await bot.store.sharing.share(id, ann.id, server.id, true);
  for (const by of [ann, bea]) {
    const shown = await told(room.use('voice set', { voice: 'Lent' }, by), /“Lent”|Lent/);
    const sample = await told(bot.discord.press(shown, 'Hear it', by), /Spoken/);
    expect(JSON.stringify(sample.components).includes('clone:report')).toBe(by === bea);
  }
});

test.each<[string, string, Options, RegExp]>([
  [
    'whose and which',
    'voice forbid',
    { voice: 'Sky', person: 'bea' },
    /either which voice .* or whose/,
  ],
  [
    'no voice for a language',
    'voice server',
    { 'for-language': 'de' },
    /which voice, speed or style/,
  ],
  ['the voice of a bot, to copy it', 'voice copy', { person: 'music' }, /^Bots have no voice/],
  ['the voice of a bot', 'voice set-for', { person: 'music', voice: 'Sky' }, /^Bots have no voice/],
])('%s can’t be set, which is said', async (_, command, options, sentence) => {
  const room = await openRoom(bot);
  const music = bot.discord.addPerson(room.server, { name: 'Music', bot: true });
  const people = new Map(Object.entries({ bea: room.bea, music }));
  const before = await bot.store.serverSettings.get(room.server.id);
  const { person, ...others } = options;
  const somebody = typeof person === 'string' ? people.get(person) : undefined;
  const answer = await room.set(command, { ...others, ...(somebody && { person: somebody }) });
  expect(answer.text).toMatch(sentence);
  expect(await bot.store.serverSettings.get(room.server.id)).toEqual(before);
  const scope = { guildId: room.server.id, userId: music.id };
  expect((await bot.store.members.get(scope)).voice).toEqual({});
});
