import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Each option of /pronounce, by its effect on what is heard.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

type Options = Readonly<Record<string, OptionValue>>;

/** Everything that is heard of Ann's words, and of the moderator's, who begins with the words of the server. */
async function heardBy({ words, write, ann, mod }: Room, text: string): Promise<readonly string[]> {
  return [...(await words(() => write(text, ann))), ...(await words(() => write(text, mod)))];
}

const pronounce = ({ use }: Room, what: string, options: Options, by: Person) =>
  told(use(`pronounce ${what}`, options, by), /./);

test('/pronounce add word, /pronounce add say', async () => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'Zork', say: 'good game' }, room.ann);
  expect(await heardBy(room, 'A zork, zorks.')).toEqual(['A good game, zorks.', 'A zork, zorks.']);
});

test.each([
  ['/pronounce add for me', { for: 'me' }, ['The zork.', 'The good game.']],
  ['/pronounce add for server', { for: 'server' }, ['The good game.', 'The good game.']],
])('%s', async (_, options, heard) => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'zork', say: 'good game', ...options }, room.mod);
  expect(await heardBy(room, 'The zork.')).toEqual(heard);
});

test('/pronounce add same-case', async () => {
  const room = await openRoom(bot);
  const add = (options: Options) =>
    pronounce(room, 'add', { word: 'IT', say: 'computers', ...options }, room.ann);
  await add({ 'same-case': true });
  expect(await room.words(() => room.write('We do IT, and it works.'))).toEqual([
    'We do computers, and it works.',
  ]);
  await pronounce(room, 'remove', { word: 'IT' }, room.ann);
  await add({ 'same-case': false });
  expect(await room.words(() => room.write('We do IT, so it works.'))).toEqual([
    'We do computers, so computers works.',
  ]);
});

test('/pronounce add same-case: of a sound as well', async () => {
  const room = await openRoom(bot);
  const sound = { filename: 'boo.mp3', bytes: Buffer.from('A sound.') };
  await pronounce(room, 'add', { word: 'BOO', sound, 'same-case': true }, room.ann);
  expect(await room.words(() => room.write('Neither boo nor Boo makes a noise.'))).toEqual([
    'Neither boo nor Boo makes a noise.',
  ]);
  expect(await room.words(() => room.write('Here comes a BOO.'))).toContain('a sound');
});

test('/pronounce add pattern', async () => {
  const room = await openRoom(bot);
  const options = { word: 'no+', say: 'never' };
  // A space that got in beside it is not looked for.
  await pronounce(room, 'add', { ...options, word: ' no+ ', pattern: true }, room.ann);
  expect(await room.words(() => room.write('Well,nooo, then.'))).toEqual(['Well,never, then.']);
  const other = await openRoom(bot);
  await pronounce(other, 'add', { ...options, pattern: false }, other.ann);
  expect(await other.words(() => other.write('Well, nooo then.'))).toEqual(['Well, nooo then.']);
});

test('/pronounce add sound', async () => {
  const room = await openRoom(bot);
  const sound = { filename: 'boo.mp3', bytes: Buffer.from('A sound.') };
  await pronounce(room, 'add', { word: 'boo', sound }, room.ann);
  expect(await room.words(() => room.write('Here comes a boo for all.'))).toEqual([
    'Here comes a',
    'a sound',
    'for all.',
  ]);
});

test.each([
  ['/pronounce remove word', {}, ['The zork.', 'The zork.']],
  ['/pronounce remove for server', { for: 'server' }, ['The zork.', 'The great going.']],
  ['/pronounce remove for me', { for: 'me' }, ['The good game.', 'The good game.']],
])('%s', async (title, options, heard) => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'zork', say: 'good game', for: 'server' }, room.mod);
  if (title !== '/pronounce remove word')
    await pronounce(room, 'add', { word: 'zork', say: 'great going', for: 'me' }, room.mod);
  await pronounce(room, 'remove', { word: 'zork', ...options }, room.mod);
  expect(await heardBy(room, 'The zork.')).toEqual(heard);
});

/** A room in which the moderator has a word of their own, and the server another. */
async function openWordyRoom(): Promise<Room> {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'mine', say: 'yours', for: 'me' }, room.mod);
  await pronounce(room, 'add', { word: 'ours', say: 'theirs', for: 'server' }, room.mod);
  return room;
}

test.each<[string, Options, string]>([
  ['/pronounce list for me', { for: 'me' }, '“mine” is said “yours”'],
  ['/pronounce list for server', { for: 'server' }, '“ours” is said “theirs”'],
])('%s', async (_, options, shown) => {
  const room = await openWordyRoom();
  expect((await pronounce(room, 'list', options, room.mod)).text).toBe(shown);
});

test.each<[string, Options, string, string]>([
  ['/pronounce export for me', { for: 'me' }, 'pronunciations.csv', 'mine,yours'],
  ['/pronounce export for server', { for: 'server' }, 'pronunciations.csv', 'ours,theirs'],
  ['/pronounce export format csv', { format: 'csv' }, 'pronunciations.csv', 'ours,theirs'],
  ['/pronounce export format json', { format: 'json' }, 'pronunciations.json', '"word":"ours"'],
])('%s', async (_, options, name, holds) => {
  const room = await openWordyRoom();
  const exporting = room.use('pronounce export', options, room.mod);
  const { attachments } = await exporting.reply((message) => message.attachments.length > 0);
  expect(attachments.map(({ filename }) => filename)).toEqual([name]);
  const text = Buffer.from(attachments[0]?.bytes ?? []).toString();
  expect(text.replaceAll(/\s/g, '')).toContain(holds);
  expect(text.match(/yours|theirs/g)).toHaveLength(1);
});

const file = { filename: 'words.csv', bytes: Buffer.from('word,say\nbrrr,it is cold\n') };

test.each<[string, Options, readonly string[]]>([
  ['/pronounce import file', {}, ['So it is cold.', 'So it is cold.']],
  ['/pronounce import for server', { for: 'server' }, ['So it is cold.', 'So it is cold.']],
  ['/pronounce import for me', { for: 'me' }, ['So brrr.', 'So it is cold.']],
])('%s', async (_, options, heard) => {
  const room = await openRoom(bot);
  const report = await pronounce(room, 'import', { file, ...options }, room.mod);
  expect(report.text).toBe('One word was taken.');
  expect(await heardBy(room, 'So brrr.')).toEqual(heard);
});

test('/pronounce test text: it is heard with one’s own words', async () => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'nginx', say: 'engine x' }, room.ann);
  const testing = () => room.use('pronounce test', { text: 'We run nginx here.' });
  remember('We run engine x here.');
  expect(await room.words(testing)).toEqual(['We run engine x here.']);
});

test.each([
  [true, false],
  [false, true],
])('a pattern counts case as each server wants it: %s here, %s there', async (...wanted) => {
  const rooms = [await openRoom(bot), await openRoom(bot)];
  const heard = [];
  for (const [index, room] of rooms.entries()) {
    const options = { word: 'H+M', say: 'well', pattern: true, 'same-case': wanted[index] ?? true };
    await pronounce(room, 'add', options, room.mod);
  }
  for (const { words, write } of rooms) heard.push(...(await words(() => write('So hhm, HHM.'))));
  const either = { true: 'So hhm, well.', false: 'So well, well.' };
  expect(heard).toEqual(wanted.map((sameCase) => either[`${sameCase}`]));
});

test.each<[string, Options, RegExp]>([
  ['a pattern that is none', { word: '(oh', pattern: true }, /no regular expression/],
  ['a pattern that matches nothing', { word: 'x*', pattern: true }, /matches nothing/],
  ['a word that is the same but for its case', { word: 'ZORK', 'same-case': false }, /./],
])('%s is refused, and changes nothing', async (_, options, told_) => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'zork', say: 'first', for: 'me' }, room.ann);
  const answer = await pronounce(room, 'add', { say: 'second', ...options }, room.ann);
  expect(answer.text).toMatch(told_);
  expect(await room.words(() => room.write('Oh zork.'))).toEqual(['Oh first.']);
});

test.each([
  ['100', true],
  ['5000', true],
  ['99', false],
  ['5001', false],
])('a sound of %s ms is taken: %s', async (bytes, taken) => {
  const room = await openRoom(bot);
  const sound = { filename: 'boo.mp3', bytes: Buffer.from(bytes) };
  await pronounce(room, 'add', { word: 'boo', sound }, room.ann);
  expect((await room.words(() => room.write('Say boo now.'))).includes('a sound')).toBe(taken);
});

test('of a table what is right is taken, and told what is not', async () => {
  const room = await openRoom(bot);
  const rows = [
    'word,say,match',
    'brrr,it is cold,',
    ',nothing,',
    '(oh,ah,pattern',
    'h+m,well,pattern',
  ];
  const file = { filename: 'words.csv', bytes: Buffer.from(rows.join('\n')) };
  const { text } = await pronounce(room, 'import', { file }, room.ann);
  expect(text).toMatch(/^2 words were taken/);
  expect(text).toMatch(/“\(oh”: The pattern is no regular expression/);
  expect(await room.words(() => room.write('So brrr, hhm, oh.'))).toEqual([
    'So it is cold, well, oh.',
  ]);
});

test('of much that is wrong in a table the beginning is told, and how much more there is', async () => {
  const room = await openRoom(bot);
  const rows = Array.from({ length: 10 }, (_, at) => `(${at},ah,pattern`);
  const bytes = Buffer.from(['word,say,match', ...rows, ',nothing,'].join('\n'));
  const file = { filename: 'words.csv', bytes };
  const { text } = await pronounce(room, 'import', { file }, room.ann);
  expect(text.split('\n')).toHaveLength(10);
  expect(text).toMatch(/3 more/);
});

test('an export says how many sounds are not in it', async () => {
  const room = await openRoom(bot);
  const sound = { filename: 'boo.mp3', bytes: Buffer.from('A sound.') };
  await pronounce(room, 'add', { word: 'boo', sound }, room.ann);
  await pronounce(room, 'add', { word: 'zork', say: 'first' }, room.ann);
  const exporting = room.use('pronounce export');
  const { text, attachments } = await exporting.reply((message) => message.attachments.length > 0);
  expect(text).toMatch(/sound/);
  expect(Buffer.from(attachments[0]?.bytes ?? []).toString()).not.toContain('boo');
});

test('what was never there is not removed, and said so', async () => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: 'zork', say: 'first' }, room.ann);
  expect((await pronounce(room, 'remove', { word: 'zorc' }, room.ann)).text).toMatch(/not|no /);
  expect(await room.words(() => room.write('The zork.'))).toEqual(['The first.']);
});

test('who may not change the words of a server is told so before a file is looked into', async () => {
  const room = await openRoom(bot);
  // It is too long to be taken from anybody.
  const sound = { filename: 'boo.mp3', bytes: Buffer.from('9000') };
  const options = { word: 'boo', sound, for: 'server' };
  const refused = await pronounce(room, 'add', options, room.ann);
  expect(refused.text).toMatch(/^Only moderators change/);
});

test('an import has as many words as its owner may have, and says which were too many', async () => {
  const room = await openRoom(bot);
  const rows = Array.from({ length: 501 }, (_, at) => `word${at},said\n`).join('');
  const many = { filename: 'words.csv', bytes: Buffer.from(`word,say\n${rows}`) };
  const own = await pronounce(room, 'import', { file: many, for: 'me' }, room.mod);
  expect(own.text).toMatch(/more than 500 rows/);
  expect(
    await bot.store.dictionaries.entries({ of: 'person', userId: room.mod.id }),
  ).not.toHaveLength(501);
  const all = await pronounce(room, 'import', { file: many, for: 'server' }, room.mod);
  expect(all.text).toMatch(/501 words were taken/);
});

test('/pronounce test text: what is said is shown', async () => {
  const room = await openRoom(bot);
  await pronounce(room, 'add', { word: ' nginx ', say: ' engine x ' }, room.ann);
  remember('We run engine x.');
  const shown = await told(room.use('pronounce test', { text: 'We run nginx.' }), /Spoken/);
  expect(shown.text).toContain('> We run engine x.');
});

test('/pronounce list: the first 25 words, and how many more there are', async () => {
  const room = await openRoom(bot);
  const owner = { of: 'person', userId: room.ann.id } as const;
  const spoken = { as: 'words', words: 'said' } as const;
  const entries = Array.from({ length: 60 }, (_, at) => ({
    ...({ match: 'word', caseSensitive: false, spoken } as const),
    written: `word${at}`,
  }));
  remember(spoken.words, ...entries.map(({ written }) => written));
  await bot.store.dictionaries.put(owner, entries, room.ann.id);
  const { text } = await pronounce(room, 'list', { for: 'me' }, room.ann);
  expect(text.match(/“word\d+” is said/g)).toHaveLength(25);
  expect(text).toMatch(/And 35 more: \/pronounce export gives all of them\.$/);
});
