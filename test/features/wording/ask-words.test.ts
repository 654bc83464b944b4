import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { askWords } from '#features/wording/ask-words.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import { warmWords } from '#features/wording/words.ts';
import { openStore } from '#store/open-store.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { textOf } from '#text/words.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { models } from '../../voices/models.ts';

const folder = mkdtempSync(join(tmpdir(), 'crier-words-'));
const store = await openStore({ folder });
const book = voiceBook(models);
const catalogue = { book, search: voiceSearch(book) };
const view = {
  namesOf: (_: string, id: string) =>
    id === '9' ? undefined : { nickname: 'Grace', userName: 'gh' },
  roleName: (_: string, id: string) => (id === '2' ? 'Crew' : undefined),
  channelName: (_: string, id: string) => (id === '3' ? 'lounge' : undefined),
  localeOf: () => 'ja',
};
const asked = askWords({
  ...store,
  catalogue,
  chooser: chooser({ ...store, catalogue }),
  languages: new TextLanguages({ ...store, catalogue, view }),
  view,
  replacePatterns: async () => undefined,
  operatorWords: compile([
    { match: 'word', from: 'Crier', caseSensitive: true, to: { kind: 'words', words: 'cryer' } },
  ]).dictionary,
});
const words = async (...ask: Parameters<typeof asked>): Promise<string> =>
  textOf(await asked(...ask));
const speaker = { userId: 'ada', guildId: 'g', channelId: 'c' };

beforeAll(() => warmWords());
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test('people, roles and channels are called by their names', async () => {
  const said = await words('<@1> and <@&2> meet <@9> in <#3>', speaker, {});
  expect(said).toBe('Grace and Crew meet someone in lounge');
});

test('who has chosen a name to be called by is called so', async () => {
  await store.people.change('7', { actorId: '7' }, (person) => ({ ...person, spokenName: 'Ray' }));
  expect(await words('ask <@7>', speaker, {})).toBe('ask Ray');
});

test('the name that somebody has in the server goes before the one they have everywhere', async () => {
  await store.members.change({ guildId: 'g', userId: '7' }, { actorId: 'mod' }, (member) => ({
    ...member,
    spokenName: 'Captain',
  }));
  expect(await words('ask <@7>', speaker, {})).toBe('ask Captain');
  expect(await words('ask <@7>', { ...speaker, guildId: 'other' }, {})).toBe('ask Ray');
});

test('outside of servers nobody is known', async () => {
  expect(await words('ask <@1>', { userId: 'ada', guildId: undefined }, {})).toBe('ask someone');
});

test.each([
  ['asked for', '5 km', { language: 'German' }, '5 Kilometer'],
  ['of the voice that was asked for', '5 km', { voice: 'Vivian' }, '5 kilometers'],
  [
    'that the text shows',
    'das sind ungefähr 5 km von hier entfernt',
    {},
    'das sind ungefähr 5 Kilometer von hier entfernt',
  ],
])('things are said in the language %s', async (_, text, asked, expected) => {
  expect(await words(text, speaker, asked)).toBe(expected);
});

test('words are spoken as the speaker has set them', async () => {
  const spoken = { as: 'words', words: 'away' } as const;
  const entry = { written: 'brb', match: 'word', caseSensitive: false, spoken } as const;
  await store.dictionaries.put({ of: 'person', userId: 'ada' }, [entry], 'ada');
  expect(await words('brb', speaker, {})).toBe('away');
  expect(await words('brb', { ...speaker, userId: 'bob' }, {})).not.toBe('away');
});

test('the operator’s words are for everybody', async () => {
  expect(await words('ask Crier', speaker, {})).toBe('ask cryer');
});

test('for the same word one’s own goes before the server’s, and that before the operator’s', async () => {
  const say = (words: string) =>
    ({
      written: 'Crier',
      match: 'word',
      caseSensitive: true,
      spoken: { as: 'words', words },
    }) as const;
  const cat = { userId: 'cat', guildId: 'crew', channelId: 'c' };
  expect(await words('ask Crier', cat, {})).toBe('ask cryer');
  await store.dictionaries.put({ of: 'server', guildId: 'crew' }, [say('the herald')], 'mod');
  expect(await words('ask Crier', cat, {})).toBe('ask the herald');
  await store.dictionaries.put({ of: 'person', userId: 'cat' }, [say('my voice')], 'cat');
  expect(await words('ask Crier', cat, {})).toBe('ask my voice');
  expect(await words('ask Crier', { ...cat, guildId: undefined }, {})).toBe('ask my voice');
});

test('times are spoken in the zone of the server’s language, or the one that was set', async () => {
  const at = '<t:1795348800:t>';
  expect(await words(at, speaker, { language: 'English' })).toBe('9:00 PM');
  await store.serverSettings.change('g', { actorId: 'mod' }, (settings) => ({
    ...settings,
    words: { ...settings.words, timeZone: 'Europe/Berlin' },
  }));
  expect(await words(at, speaker, { language: 'English' })).toBe('1:00 PM');
  const alone = { userId: 'ada', guildId: undefined };
  expect(await words(at, alone, { language: 'English' })).toBe('12:00 PM');
});

test('words of the server’s filter are beeped out, or refused', async () => {
  await store.wordFilter.change('g', 'mod', { add: ['darn'] });
  expect(await words('oh darn it', speaker, { language: 'English' })).toBe('oh beep it');
  await store.serverSettings.change('g', { actorId: 'mod' }, (settings) => ({
    ...settings,
    words: { ...settings.words, filtered: 'drop' },
  }));
  await expect(words('oh darn it', speaker, {})).rejects.toThrow(/not spoken in this server/);
});

test('the server decides on acronyms and marks', async () => {
  const asked = { language: 'English' };
  expect(await words('omg {slow}hi', speaker, asked)).toBe('oh my God hi');
  await store.serverSettings.change('g', { actorId: 'mod' }, (settings) => ({
    ...settings,
    words: { ...settings.words, acronyms: false, inlineMarks: false },
  }));
  expect(await words('omg {slow}hi', speaker, asked)).toBe('omg slow hi');
});

test('what is asked for is said wholly, however short the server wants messages', async () => {
  await store.serverSettings.change('brief', { actorId: '7' }, (settings) => ({
    ...settings,
    words: { ...settings.words, maxSeconds: 2, maxChars: 10, links: 'skip', emoji: 'skip' },
  }));
  const text = `${'All of this is said. '.repeat(20)}See example.org 😀`;
  const here = { userId: 'ada', guildId: 'brief', channelId: 'c' };
  expect(await words(text, here, {})).toMatch(
    /^(All of this is said\. ){20}See example.org .*face/,
  );
});
