import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, wordsOf } from './room.ts';

// Each option of /autoread words, by its effect on a message: set anew after another choice, so that none is there by itself.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const link = 'See https://www.example.org/a/b now.';
const custom = 'Fine <:wave:123456789012345678> then.';
const code = 'Run ```\nnpm test\nnpm start\n``` now.';
const time = 'At <t:1795348800:t>.';

type Row = [title: string, before: OptionValue, after: OptionValue, written: string, heard: string];

test.each<Row>([
  ['/autoread words links domain', 'skip', 'domain', link, 'See example.org now.'],
  ['/autoread words links word', 'skip', 'word', link, 'See a link now.'],
  ['/autoread words links skip', 'word', 'skip', link, 'See now.'],
  ['/autoread words emoji name', 'skip', 'name', 'Fine 😀 then.', 'Fine grinning face then.'],
  ['/autoread words emoji skip', 'name', 'skip', 'Fine 😀 then.', 'Fine then.'],
  ['/autoread words custom-emoji name', 'skip', 'name', custom, 'Fine wave then.'],
  ['/autoread words custom-emoji skip', 'name', 'skip', custom, 'Fine then.'],
  ['/autoread words code read', 'skip', 'read', code, 'Run npm test, npm start now.'],
  ['/autoread words code word', 'skip', 'word', code, 'Run code now.'],
  ['/autoread words code skip', 'word', 'skip', code, 'Run now.'],
  ['/autoread words acronyms: on', false, true, 'Well, brb then.', 'Well, be right back then.'],
  ['/autoread words acronyms: off', true, false, 'Well, brb then.', 'Well, brb then.'],
  ['/autoread words inline-marks: off', true, false, '{fast}Hurry up.', 'fast Hurry up.'],
  ['/autoread words inline-marks: on', false, true, '{fast}Hurry up.', 'Hurry up.'],
  ['/autoread words time-zone', 'none', 'Asia/Tokyo', time, 'At 9:00 PM.'],
  ['/autoread words time-zone: none', 'Asia/Tokyo', 'none', time, 'At 12:00 PM.'],
])('%s', async (title, before, after, written, heard) => {
  const room = await openRoom(bot);
  const [, option = ''] = /words ([\w-]+)/.exec(title) ?? [];
  await room.set('autoread words', { [option]: before });
  await room.set('autoread words', { [option]: after });
  expect(await room.words(() => room.write(written))).toEqual([heard]);
});

test.each([
  ['/autoread words said off', ['One.', 'Two.', 'Three.']],
  ['/autoread words said always', ['Ann said: One.', 'Ann said: Two.', 'Bea said: Three.']],
  ['/autoread words said on-change', ['Ann said: One.', 'Two.', 'Bea said: Three.']],
])('%s', async (title, heard) => {
  const room = await openRoom(bot);
  const said = title.split(' ').at(-1);
  await room.set('autoread words', { said: said === 'off' ? 'always' : 'off' });
  await room.set('autoread words', { said });
  const said3 = [
    await room.words(() => room.write('One.')),
    await room.words(() => room.write('Two.')),
    await room.words(() => room.write('Three.', room.bea)),
  ];
  expect(said3.flat()).toEqual(heard);
});

test.each([
  ['/autoread words names nickname', 'account', 'Queen said: Hi.'],
  ['/autoread words names account', 'nickname', 'elisabeth said: Hi.'],
])('%s', async (title, before, heard) => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const queen = discord.addPerson(room.server, { name: 'elisabeth', nick: 'Queen' });
  discord.join(room.call, queen);
  await room.set('autoread words', { said: 'always', names: before });
  await room.set('autoread words', { names: title.split(' ').at(-1) });
  expect(await room.words(() => room.write('Hi.', queen))).toEqual([heard]);
});

test.each([
  ['/autoread words replies: on', false, true, 'replying to Bea: Indeed.'],
  ['/autoread words replies: off', true, false, 'Indeed.'],
])('%s', async (_, before, after, heard) => {
  const room = await openRoom(bot);
  await room.set('autoread words', { replies: before });
  await room.set('autoread words', { replies: after });
  const asked = room.write('Is it?', room.bea);
  const answer = { channel: room.text, by: room.ann, content: 'Indeed.', replyTo: asked };
  const read = bot.discord.say(answer);
  await room.isRead(read);
  expect(wordsOf(room.heard())).toEqual(['Is it?', heard]);
});

test.each([
  ['/autoread words attachments: on', false, true, 'Look. an image'],
  ['/autoread words attachments: off', true, false, 'Look.'],
])('%s', async (_, before, after, heard) => {
  const room = await openRoom(bot);
  await room.set('autoread words', { attachments: before });
  await room.set('autoread words', { attachments: after });
  const attachments = [{ filename: 'a.png', bytes: new Uint8Array(9) }];
  const message = { channel: room.text, by: room.ann, content: 'Look.', attachments };
  expect(await room.words(() => bot.discord.say(message))).toEqual([heard]);
});

test.each([
  ['/autoread words embeds: on', false, true, 'News. It rains. Everywhere.'],
  ['/autoread words embeds: off', true, false, 'News.'],
])('%s', async (_, before, after, heard) => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const maker = discord.addPerson(room.server, { permissions: ['ManageWebhooks'] });
  const hook = discord.addWebhook(room.text, maker);
  const panel = await room.set('autoread show');
  discord.forge(panel, 'autoread:switches:', room.admin, ['webhooks']);
  await room.set('autoread words', { embeds: before });
  await room.set('autoread words', { embeds: after });
  const embeds = [{ title: 'It rains', description: 'Everywhere.' }];
  const post = { name: 'Newspaper', content: 'News.', embeds };
  expect(await room.words(() => discord.postByWebhook(hook, post))).toEqual([heard]);
});

test('/autoread words max-seconds', async () => {
  const room = await openRoom(bot);
  const long = 'This is a sentence that takes a while. '.repeat(20).trim();
  expect(await room.words(() => room.write(long))).toEqual([long]);
  await room.set('autoread words', { 'max-seconds': 5 });
  const [short = ''] = await room.words(() => room.write(long));
  expect(short).toMatch(/^This is a sentence .*and so on\.?$/);
  expect(short.length).toBeLessThan(120);
});

test('/autoread words languages', async () => {
  const room = await openRoom(bot);
  const german = 'Guten Morgen, ich wünsche euch allen einen schönen Tag.';
  const languageOf = async (): Promise<string> => {
    const [heard] = await room.hear(() => room.write(german));
    return heard === 'a sound' ? heard : (heard?.language ?? '');
  };
  await room.set('autoread words', { languages: 'en, fr' });
  expect(await languageOf()).toBe('en-us');
  await room.set('autoread words', { languages: 'all' });
  expect(await languageOf()).toBe('German');
});
