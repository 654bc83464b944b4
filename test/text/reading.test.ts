import { expect, test } from 'vitest';

import { compile } from '#text/dictionary/dictionary.ts';
import { emojiNames } from '#text/emoji/names.ts';
import { Filter } from '#text/filter.ts';
import type { Message } from '#text/message.ts';
import { usualReading } from '#text/reading.ts';
import type { Reading } from '#text/reading.ts';
import type { LeftOut } from '#text/render.ts';
import { textOf, words, wordsReplacing } from '#text/words.ts';
import type { Words, WordsOptions } from '#text/words.ts';

const emoji = await emojiNames('en');

function read(
  message: string | Message,
  reading: Partial<Reading> = {},
  more: Partial<WordsOptions> = {},
): Words {
  const written = typeof message === 'string' ? { content: message } : message;
  return words(written, options(reading, more));
}

function options(reading: Partial<Reading>, more: Partial<WordsOptions>): WordsOptions {
  return {
    reading: { ...usualReading, ...reading },
    locale: 'en',
    timeZone: 'UTC',
    nowMs: 0,
    names: {
      user: (id) => (id === '1' ? 'Ben' : undefined),
      role: () => undefined,
      channel: () => undefined,
    },
    emoji,
    ...more,
  };
}

const marked: readonly (readonly [written: string, pieces: readonly unknown[]])[] = [
  ['one {slow}two{/} three', ['one', ['two', { speed: 0.75 }], 'three']],
  ['{fast}all of it', [['all of it', { speed: 1.5 }]]],
  ['{ Speed 1.25 }one', [['one', { speed: 1.25 }]]],
  ['{2x}one', [['one', { speed: 2 }]]],
  ['{0,5x}one', [['one', { speed: 0.5 }]]],
  ['{voice: Emma Grace}hi', [['hi', { voice: 'Emma Grace' }]]],
  [
    '{style whispering, sad}psst{voice Sky}you',
    [
      ['psst', { style: 'whispering, sad' }],
      ['you', { style: 'whispering, sad', voice: 'Sky' }],
    ],
  ],
  ['**{slow}bold** words', [['bold words', { speed: 0.75 }]]],
  ['{slow}{/}nothing new', ['nothing new']],
  ['back{/}to{/}what it was', ['back to what it was']],
  ['{slow}', []],
  ['a `{slow}` in code', ['a slow in code']],
  ['hidden ||{slow}|| from', ['hidden spoiler from']],
  ['{9x}too fast, {5}a number, {sow}a slip, {}none', ['9x too fast, 5 a number, sow a slip, none']],
  ['\\{slow}escaped', ['slow escaped']],
];

test.each(marked)('%j is spoken in its manners', (written, pieces) => {
  const expected = pieces.map((piece) =>
    Array.isArray(piece)
      ? { kind: 'text', text: String(piece[0]), manner: piece[1] as unknown }
      : { kind: 'text', text: piece },
  );
  expect(read(written, {}).pieces).toEqual(expected);
});

test('a manner ends with the text that it was written in, and nobody is introduced in one', () => {
  const forwarded = { content: '{slow}original', attachments: ['image' as const] };
  expect(read({ content: '{fast}hi', forwarded }, {}, { saidBy: 'Anna' }).pieces).toEqual([
    { kind: 'text', text: 'Anna said' },
    { kind: 'text', text: 'hi', manner: { speed: 1.5 } },
    { kind: 'text', text: 'forwarded' },
    { kind: 'text', text: 'original', manner: { speed: 0.75 } },
    { kind: 'text', text: 'an image' },
  ]);
});

const switches: readonly (readonly [
  name: string,
  message: string | Message,
  reading: Partial<Reading>,
  spoken: string,
  leftOut: readonly LeftOut[],
])[] = [
  ['emoji are skipped', 'hi 🔥', { emoji: 'skip' }, 'hi', ['emoji']],
  ['acronyms stay', 'brb, omg', { acronyms: false }, 'brb, omg', []],
  ['marks are text', 'a {slow}b', { inlineMarks: false }, 'a slow b', []],
  ['emoticons, too', 'hi :)', { emoji: 'skip' }, 'hi', ['emoji']],
  [
    'more than five emoji are cut',
    '😀🔥🎉❤️👋🏽🚀',
    {},
    'grinning face, fire, party popper, red heart, waving hand',
    ['emoji'],
  ],
  ['custom emoji are skipped', 'hi <:kekw:1>', { customEmoji: 'skip' }, 'hi', ['custom-emoji']],
  ['links are called links', 'see https://a.com/b', { links: 'phrase' }, 'see a link', []],
  ['links are skipped', 'see https://a.com/b now', { links: 'skip' }, 'see now', ['link']],
  [
    'links into Discord, invites and GIFs are named even where links are skipped',
    'https://discord.com/channels/1/9 https://discord.gg/abc https://tenor.com/view/x',
    { links: 'skip' },
    'a channel an invite a GIF',
    [],
  ],
  ['masked links keep their text', '[docs](https://a.com)', { links: 'skip' }, 'docs', []],
  ['blocks of code are read', '```js\nfoo bar\n```', { code: 'read' }, 'foo bar', []],
  ['code is skipped', 'run `ls` or ```x```', { code: 'skip' }, 'run or', ['code']],
  ['quotes are skipped', '> old\nnew', { quotes: 'skip' }, 'new', ['quote']],
  [
    'attachments are not mentioned',
    { content: 'hi', attachments: ['image'], poll: { question: 'q', answers: [] } },
    { attachments: false },
    'hi',
    [],
  ],
  [
    'replies are not mentioned',
    { content: 'hi', repliesTo: { userId: '1' } },
    { replies: false },
    'hi',
    [],
  ],
  ['embeds are not read', { content: 'hi', embeds: [{ title: 'x' }] }, { embeds: false }, 'hi', []],
  ['a spoiler is named as left out', '||x||', {}, 'spoiler', ['spoiler']],
  ['what is only signs says so', '?!', {}, '', ['unspeakable']],
  ['what is only skipped says why', '🔥', { emoji: 'skip' }, '', ['emoji']],
];

test.each(switches)('%s', (_name, message, reading, spoken, leftOut) => {
  const result = read(message, reading);
  expect(textOf(result)).toBe(spoken);
  expect(result.leftOut).toEqual(leftOut);
});

test.each<readonly [name: string, message: Message, spoken: string]>([
  ['text', { content: 'hello' }, 'Anna said: hello'],
  ['a reply', { content: 'yes', repliesTo: { userId: '1' } }, 'Anna, replying to Ben: yes'],
  ['only attachments', { content: '', attachments: ['image', 'image'] }, 'Anna sent 2 images'],
  ['text with an attachment', { content: 'look', attachments: ['gif'] }, 'Anna said: look. a GIF'],
  ['nothing that can be said', { content: '||' }, ''],
])('who wrote %s is said when asked', (_name, message, spoken) => {
  expect(textOf(read(message, {}, { saidBy: 'Anna' }))).toBe(spoken);
});

test('an author without a speakable name is someone', () => {
  expect(textOf(read('hi', {}, { saidBy: '︻═' }))).toBe('someone said: hi');
});

test('what is too long ends between words, and says so', () => {
  const result = read('One two three four five. '.repeat(20), { maxChars: 60 });
  expect(textOf(result)).toBe('One two three four five. One two three four five, and so on');
  expect(result.leftOut).toEqual(['too-long']);
});

test('seconds limit as well as characters, by the script’s pace', () => {
  const latin = textOf(read('word '.repeat(5) + 'other words follow here', { maxSeconds: 2 }));
  expect(latin.length).toBeLessThanOrEqual(30 + ', and so on'.length);
  const kana = textOf(
    read(
      'これはとてもながいぶんしょうなのでとちゅうできられます',
      { maxSeconds: 2 },
      { locale: 'ja' },
    ),
  );
  expect(kana).toBe('これはとてもながいぶんしょうなの, 以下略');
});

test('a message of exactly the limit is whole', () => {
  expect(read('abcde', { maxChars: 5 }).leftOut).toEqual([]);
});

test('filtered words are masked, also those that an acronym hides, or the message is dropped', () => {
  const filter = new Filter(['darn', 'oh my God']);
  const masked = read('Darn it omg', {}, { filter });
  expect(textOf(masked)).toBe('beep it beep');
  expect(masked.leftOut).toEqual(['filtered']);
  expect(read('d4rn it', { filtered: 'drop' }, { filter })).toEqual({
    pieces: [],
    leftOut: ['filtered'],
  });
  expect(read('omg', { filtered: 'drop' }, { filter }).pieces).toEqual([]);
  expect(textOf(read('all is well', { filtered: 'drop' }, { filter }))).toBe('all is well');
});

test('what a dictionary says is filtered, too', () => {
  const { dictionary } = compile([
    { match: 'word', from: 'gosh', caseSensitive: false, to: { kind: 'words', words: 'darn' } },
  ]);
  expect(
    textOf(read('gosh', {}, { filter: new Filter(['darn']), dictionaries: [dictionary] })),
  ).toBe('beep');
});

test('sounds stand between words, in their place', () => {
  const { dictionary } = compile([
    { match: 'word', from: 'airhorn', caseSensitive: false, to: { kind: 'sound', soundId: 's1' } },
  ]);
  const result = read('first airhorn, then **more** airhorn', {}, { dictionaries: [dictionary] });
  expect(result.pieces).toEqual([
    { kind: 'text', text: 'first' },
    { kind: 'sound', id: 's1' },
    { kind: 'text', text: 'then more' },
    { kind: 'sound', id: 's1' },
  ]);
});

test('of many sounds the first ten are heard', () => {
  const { dictionary } = compile([
    { match: 'word', from: 'boo', caseSensitive: false, to: { kind: 'sound', soundId: 's1' } },
  ]);
  const result = read('boo '.repeat(500), {}, { dictionaries: [dictionary] });
  expect(result.pieces).toEqual(Array.from({ length: 10 }, () => ({ kind: 'sound', id: 's1' })));
  expect(result.leftOut).toEqual(['too-long']);
});

test('of many marks the first 25 change how it is spoken, and the others are no text either', () => {
  const { pieces, leftOut } = read('{fast}a{slow}b'.repeat(20), { inlineMarks: true });
  expect(pieces).toHaveLength(25);
  expect(textOf({ pieces })).toMatch(/^a b a b [ab ]+$/);
  expect(leftOut).toEqual(['marks']);
});

test('a message, its embeds and what it forwards are read to 5,000 characters together', () => {
  const long = 'One of many words. '.repeat(300);
  const forwarded: Message = { content: long, embeds: [{ title: long, description: long }] };
  const everything = read({ content: long, forwarded }, { maxChars: 100_000, maxSeconds: 100_000 });
  expect(textOf(everything).length).toBeGreaterThan(4_900);
  expect(textOf(everything).length).toBeLessThan(5_200);
});

test('without names of emoji there are still words', () => {
  const { emoji: _, ...options } = { emoji, locale: 'de' };
  const result = words(
    { content: 'hallo 🔥' },
    {
      ...options,
      reading: usualReading,
      timeZone: 'nowhere',
      nowMs: 0,
      names: { user: () => undefined, role: () => undefined, channel: () => undefined },
    },
  );
  expect(textOf(result)).toBe('hallo');
});

test('of what hangs on a message ten things of a kind are said', () => {
  const many = Array.from({ length: 12 }, (_, at) => `Thing${at}`);
  const stickers = textOf(read({ content: '', stickers: many }));
  expect(stickers).toContain('Thing9');
  expect(stickers).not.toContain('Thing10');
  const poll = textOf(read({ content: '', poll: { question: 'Which?', answers: many } }));
  expect(poll).toContain('Thing9');
  expect(poll).not.toContain('Thing10');
  const embeds = many.map((title) => ({ title }));
  const embedded = textOf(read({ content: '', embeds }));
  expect(embedded).toContain('Thing9');
  expect(embedded).not.toContain('Thing10');
});

test('words whose patterns take too long to look for are spoken as they were written', async () => {
  const { dictionary } = compile([
    {
      match: 'word',
      from: 'gm',
      caseSensitive: false,
      to: { kind: 'words', words: 'good morning' },
    },
    { match: 'pattern', from: 'x+', caseSensitive: false, to: { kind: 'words', words: 'y' } },
  ]);
  expect(dictionary.patterns).toHaveLength(1);
  const said = await wordsReplacing(
    { content: 'gm, xxx is here' },
    options({}, { dictionaries: [dictionary] }),
    async () => undefined,
  );
  expect(textOf(said)).toBe('good morning, xxx is here');
});

test.each<[string, string, Parameters<typeof read>[2], string | undefined]>([
  ['of its author', 'hi', { saidBy: 'Anna' }, 'Anna said:'],
  ['of nobody', 'hi', {}, undefined],
  ['of an author who says nothing', '?!', { saidBy: 'Anna' }, undefined],
  [
    'of an author whose words are in a manner of their own',
    '{fast}hi',
    { saidBy: 'Anna' },
    undefined,
  ],
])('an announcement %s', (_, content, options, announcement) => {
  const words = read(content, {}, options);
  expect(words.announcement).toBe(announcement);
  expect(textOf(words).startsWith(announcement ?? '')).toBe(true);
});
