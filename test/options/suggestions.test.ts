import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Suggestions for what somebody types into an option, by what else they chose.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

type Options = Readonly<Record<string, OptionValue>>;

/** The names that are suggested. */
async function suggested(
  room: Room,
  name: string,
  options: Options,
  focused: string,
  by: Person = room.ann,
): Promise<readonly string[]> {
  const asked = { name, options, focused, channel: room.text, by };
  return (await bot.discord.autocomplete(asked)).choices.map((choice) => choice.name);
}

test('who looks for a voice is about to speak: the connection is opened meanwhile', async () => {
  const room = await openRoom(bot);
  const before = bot.warmed;
  await suggested(room, 'voice set', { voice: 'do' }, 'voice');
  expect(bot.warmed).toBe(before + 1);
});

test('/voice set voice, /say voice: the voices that speak the language which was chosen', async () => {
  const room = await openRoom(bot);
  for (const [name, options] of [
    ['voice set', {}],
    ['say', { text: 'Hi.' }],
  ] as const) {
    const typed = { ...options, language: 'pt-br', voice: '' };
    const names = await suggested(room, name, typed, 'voice');
    expect(names.some((each) => each.startsWith('Dora'))).toBe(true);
    expect(names.some((each) => each.startsWith('Sky'))).toBe(false);
  }
});

test('/autoread words time-zone: by what a country is called in one’s own language, also where Crier has no texts in it', async () => {
  const room = await openRoom(bot);
  const permissions = ['ManageGuild'] as const;
  const italian = bot.discord.addPerson(room.server, { name: 'Ida', locale: 'it', permissions });
  const typed = { 'time-zone': 'Giappone' };
  expect(await suggested(room, 'autoread words', typed, 'time-zone', italian)).toEqual([
    'Asia/Tokyo',
  ]);
});

test('/voice forbid voice: those to be forbidden, or with allow those that are', async () => {
  const room = await openRoom(bot);
  await room.set('voice forbid', { voice: 'Sky' });
  const forbidden = { allow: true, voice: '' };
  expect(await suggested(room, 'voice forbid', forbidden, 'voice', room.admin)).toEqual([
    expect.stringMatching(/^Sky/),
  ]);
  const others = await suggested(room, 'voice forbid', { voice: 's' }, 'voice', room.admin);
  expect(others.some((each) => each.startsWith('Sky'))).toBe(false);
});

test('/clone share voice: one’s own; /clone report voice: those of others', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  const { id } = await keepClone(bot.store, ann.id, 'Lent');
  await bot.store.sharing.share(id, ann.id, server.id, true);
  await keepClone(bot.store, bea.id, 'Own');
  const by = (command: string) => suggested(room, command, { voice: '' }, 'voice', bea);
  expect(await by('clone share')).toEqual([expect.stringMatching(/^Own/)]);
  expect(await by('clone report')).toEqual([expect.stringMatching(/^Lent/)]);
});

test('/pronounce remove word: the words of whom they are taken from', async () => {
  const room = await openRoom(bot);
  const { mod } = room;
  const long = 'x'.repeat(60);
  for (const [word, of] of [
    ['mine', 'me'],
    [long, 'me'],
    ['ours', 'server'],
  ])
    await told(room.use('pronounce add', { word, say: 'x', for: of }, mod), /said/);
  const remove = (options: Options) =>
    suggested(room, 'pronounce remove', { word: '', ...options }, 'word', mod);
  expect(await remove({ for: 'me' })).toEqual(['mine', long]);
  expect(await remove({ for: 'server' })).toEqual(['ours']);
  expect(await remove({ for: 'me', word: 'MIN' })).toEqual(['mine']);
});

test('/autoread options written-language: the languages that there are, as they call themselves', async () => {
  const room = await openRoom(bot);
  // Typed text is looked for in the words of whoever types.
  const by = bot.discord.addPerson(room.server, { name: 'Eve', locale: 'en-US' });
  const languages = (typed: string) =>
    suggested(room, 'autoread options', { 'written-language': typed }, 'written-language', by);
  const all = [
    'the server’s language on Discord',
    'Deutsch',
    'English',
    'Español',
    'Français',
    '日本語',
    'Português (Brasil)',
  ];
  // An operator's own may come after them.
  expect((await languages('')).slice(0, all.length)).toEqual(all);
  for (const typed of ['deu', 'GERMAN', 'de']) expect(await languages(typed)).toContain('Deutsch');
  expect(await languages('usu')).toEqual(['the server’s language on Discord']);
  expect(await languages('klingon')).toEqual([]);
});

test('/design language: the languages in which voices are designed', async () => {
  const room = await openRoom(bot);
  const options = { description: 'Calm', name: 'Calm', language: 'ger' };
  expect(await suggested(room, 'design', options, 'language')).toEqual(['German']);
});

test.each([
  ['de', 'Portugies', 'Portugiesisch (Brasilien)', 'Portugiesisch (Brasilien)'],
  ['ja', 'ポルトガル', 'ポルトガル語（ブラジル）', 'ポルトガル語'],
  ['ja', 'ポルトガル', 'ポルトガル語（ブラジル）', 'ポルトガル語 (ブラジル)'],
  // There are no texts in Korean: they are read in English.
  ['ko', '포르투갈', 'Portuguese (Brazil)', '포르투갈어(브라질)'],
] as const)(
  'a language is found and understood by its name in %s, as whoever types has their Discord',
  async (locale, typed, shown, said) => {
    const room = await openRoom(bot);
    const by = bot.discord.addPerson(room.server, { name: 'Eva', locale });
    const options = { language: typed };
    expect(await suggested(room, 'voice set', options, 'language', by)).toContain(shown);
    const set = { name: 'voice set', options: { language: said }, channel: room.text, by };
    await told(bot.discord.command(set), /Dora/);
    expect((await bot.store.people.get(by.id)).voice.language).toBe('pt-br');
  },
);
