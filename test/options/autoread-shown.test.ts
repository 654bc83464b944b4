import { Locale } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ServerSettings } from '#store/server-settings.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// The sentences that people are told of what is read: everybody when it begins, and those who look at what is set.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

type Reading = Partial<ServerSettings['reading']>;

async function given({ server, admin }: Room, reading: Reading): Promise<void> {
  await bot.store.serverSettings.change(server.id, { actorId: admin.id }, (settings) => ({
    ...settings,
    reading: { ...settings.reading, ...reading },
  }));
}

type Case = readonly [what: string, reading: Reading, told: (room: Room) => string];
const marked = 'A message that begins with “;” before a letter is not read.';
const ways =
  'Who doesn’t want to be read uses /privacy opt-out; /autoread show shows all that is set.';
const here = ({ text }: Room): string => `<#${text.id}>`;
const chat = 'the chat of the voice channel that I am in';

const announced: readonly Case[] = [
  [
    'whose and where',
    {},
    (room) =>
      `I now read aloud what everybody writes in ${here(room)} and ${chat}, while they are in my voice channel. ${marked} ${ways} I’m in <#${room.call.id}>.`,
  ],
  [
    'also of people elsewhere',
    { authorInCall: false, callChat: false },
    (room) =>
      `I now read aloud what everybody writes in ${here(room)}. ${marked} ${ways} I’m in <#${room.call.id}>.`,
  ],
  [
    'of those who agreed, with marks of the server’s own',
    { optIn: true, callChat: false, skipMarks: ['#', '~'] },
    (room) =>
      `I now read aloud what people who agreed with /autoread me write in ${here(room)}, while they are in my voice channel. A message that begins with “#” is not read. ${ways} I’m in <#${room.call.id}>.`,
  ],
  [
    'without marks',
    { callChat: false, skipMarks: [] },
    (room) =>
      `I now read aloud what everybody writes in ${here(room)}, while they are in my voice channel. ${ways} I’m in <#${room.call.id}>.`,
  ],
];

test.each(announced)('when it begins everybody is told %s', async (_, reading, told_) => {
  const room = await openRoom(bot);
  await given(room, reading);
  const { text, ephemeralFor } = await room.set('autoread on');
  expect(text).toBe(told_(room));
  expect(ephemeralFor).toBeUndefined();
});

test.each([
  [false, 'Nothing is heard until I’m in a call: this button or /join brings me to yours.'],
  [true, 'I come when somebody in a voice channel writes, or with this button.'],
])('while it is in no call it says how it comes (by itself: %s)', async (joins, sentence) => {
  const room = await openRoom(bot);
  await given(room, { joins });
  await told(room.use('leave'), /I left/);
  const began = await room.set('autoread on');
  expect(began.text).toContain(sentence);
  await told(bot.discord.press(began, 'Join now', room.ann), /I’m in/);
  expect(bot.calls.channelOf(room.server.id)).toBe(room.call.id);
  expect((await room.set('autoread off')).text).toBe(
    'I no longer read messages here. /say still works.',
  );
});

test('a channel that the bot doesn’t see is told of, in what is announced and what is shown', async () => {
  const room = await openRoom(bot);
  bot.discord.setPermissions(room.text, bot.discord.bot, { deny: ['ViewChannel'] });
  const sentence = `I can’t see ${here(room)}: I need the right **View Channel** there.`;
  const other = room.server.addText();
  const on = { name: 'autoread on', options: {}, channel: other, by: room.admin };
  expect((await told(bot.discord.command(on), /I now read/)).text).toContain(sentence);
  const show = { ...on, name: 'autoread show' };
  expect((await told(bot.discord.command(show), /Auto-read is on/)).text).toContain(sentence);
});

test('what is set is shown to everybody, and can be changed by who may', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const role = discord.addRole(room.server, 'Loud', []);
  const shown = async (by = room.ann): Promise<readonly string[]> =>
    (await told(room.use('autoread show', {}, by), /Auto-read is/)).text.split('\n');
  const usual = await shown();
  expect(usual.slice(0, 7)).toEqual([
    '## Auto-read is on',
    `**Channels** ${here(room)}`,
    '**I write to everybody in** the server’s language on Discord',
    '**Switched on** The chat of my voice channel · Threads · Only people in my voice channel · Catch up when much waits · Find each message’s language',
    '**Not those that begin with** “;” before a letter',
    '**“X said”** never · **links** domain · **emoji** name · **code** word · **acronyms** said in full · **marks such as {slow}** on · **times in** the zone of the server’s language · **at most** 60 s',
    '**Filtered words** beeped out · **the third same message** dropped · **pause per person** 0 s',
  ]);
  await room.set('autoread role ignore', { role });
  await room.set('autoread options', {
    prefix: '>>',
    'skip-marks': 'none',
    'required-role': role,
    cooldown: 2.5,
    'drop-repeats': false,
    filtered: 'drop',
    'written-language': 'ja',
  });
  await room.set('autoread words', {
    said: 'always',
    links: 'skip',
    emoji: 'skip',
    code: 'read',
    acronyms: false,
    'inline-marks': false,
    'time-zone': 'Asia/Tokyo',
    'max-seconds': 9,
    languages: 'en, pt-br',
  });
  const panel = await room.set('autoread show');
  discord.forge(panel, 'autoread:switches:', room.admin, []);
  await told(discord.forge(panel, 'autoread:channels:', room.admin, []), /Channels\*\* none/);
  expect(await shown()).toEqual([
    '## Auto-read is on',
    '**Channels** none',
    '**I write to everybody in** 日本語',
    '**Switched on** nothing',
    `**Needed role** <@&${role.id}>`,
    `**Not read** <@&${role.id}>`,
    expect.stringMatching(/^\*\*Only messages that begin with\*\* “\\?>\\?>”$/),
    '**Languages** English and Portuguese (Brazil)',
    '**“X said”** always · **links** skip · **emoji** skip · **code** read · **acronyms** as written · **marks such as {slow}** off · **times in** Asia/Tokyo · **at most** 9 s',
    '**Filtered words** silence the message · **the third same message** read · **pause per person** 2.5 s',
    'Choose a section',
  ]);
});

test('/autoread options written-language: everybody is told in it, and each person in their own', async () => {
  const room = await openRoom(bot);
  const on = { name: 'autoread on', options: {}, channel: room.text, by: room.admin };
  await room.set('autoread options', { 'written-language': 'deutsch' });
  const began = await told(bot.discord.command({ ...on, locale: 'fr' }), /./);
  expect(began.text).toMatch(/^Ich lese jetzt vor/);
  const show = { ...on, name: 'autoread show', locale: 'fr' } as const;
  expect((await told(bot.discord.command(show), /./)).text).toMatch(/^## La lecture .*Deutsch/s);
  const refused = await room.set('autoread options', { 'written-language': 'Klingon' });
  expect(refused.text).toMatch(
    /^I can’t write in “Klingon”\. I can write in Deutsch, English, .*日本語/,
  );
  await room.set('autoread options', { 'written-language': 'usual' });
  expect((await told(bot.discord.command({ ...on, locale: 'fr' }), /./)).text).toMatch(
    /^I now read/,
  );
});

test('times are spoken in the zone of the server’s language where it has one', async () => {
  const { discord, store, calls } = bot;
  const time = 'At <t:1795348800:t>.';
  const heard = [];
  for (const locale of [Locale.Japanese, Locale.PortugueseBR, Locale.EnglishUS]) {
    const server = discord.addGuild({ locale });
    const [text, call] = [server.addText(), server.addVoice()];
    const by = discord.addPerson(server);
    discord.join(call, by);
    await calls.join({ guildId: server.id, channelId: call.id });
    await store.serverSettings.change(server.id, { actorId: by.id }, (settings) => ({
      ...settings,
      voice: { language: 'en-us' },
      reading: { ...settings.reading, on: true, channelIds: [text.id], findsLanguage: false },
      words: { ...settings.words, said: 'off' },
    }));
    const { id } = discord.say({ channel: text, by, content: time });
    await expect.poll(() => bot.why(server.id, id), { timeout: 20_000 }).toMatch(/It was read/);
    heard.push(...calls.heard(server.id));
  }
  // Japan has one time, Brazil several, and the language that nobody chose tells nothing.
  expect(heard).toMatchObject([
    { text: 'At 9:00 PM.' },
    { text: 'At 12:00 PM.' },
    { text: 'At 12:00 PM.' },
  ]);
});
