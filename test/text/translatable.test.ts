import { expect, test } from 'vitest';

import type { Message } from '#text/message.ts';
import { usualReading } from '#text/reading.ts';
import { cutUp, putTogether, wordsOf } from '#text/translatable.ts';
import { textOf, words } from '#text/words.ts';

const names = {
  user: (id: string) => (id === '1' ? 'Ann' : undefined),
  role: () => undefined,
  channel: () => undefined,
};
const options = { reading: usualReading, names, locale: 'en', timeZone: 'UTC', nowMs: 0 };
const said = (message: Message): string => textOf(words(message, options));
const shouted = (message: Message): Message => {
  const cut = cutUp(message);
  return putTogether(
    cut,
    wordsOf(cut).map((text) => text.toUpperCase()),
  );
};

test.each([
  ['hello there', ['hello there']],
  ['hi <@1>, how are you?', ['hi', ', how are you?']],
  ['look at https://example.org/secret?x=1 now', ['look at', 'now']],
  ['a [masked **link**](https://example.org)', ['a', 'masked link']],
  ['hidden ||my secret|| seen', ['hidden', 'seen']],
  ['run `rm -rf` now\n```js\nconst secret = 1;\n```', ['run', 'now']],
  ['nice <:blob:123> **bold** and _soft_', ['nice', 'bold and soft']],
  ['one\ntwo', ['one', 'two']],
  ['great 👍🏽 work', ['great', 'work']],
  ['> quoted\nanswer', ['quoted', 'answer']],
  ['at <t:0:R> {slow} we go', ['at', 'we go']],
  ['@everyone come', ['come']],
  ['123 !!! :) <@1>', []],
  ['', []],
])('of %j only the words are given away: %j', (content, given) => {
  expect(wordsOf(cutUp({ content }))).toEqual(given);
});

test.each([
  'hello there',
  'hi <@1>, how are you?',
  'look at https://example.org/x now, please',
  'a [masked link](https://example.org) here',
  'hidden ||secret|| seen',
  'run `rm -rf` now\n```\nconst x = 1;\n```\nand then',
  'a ``co`de`` b',
  '# A heading\n- an item\n1. another\n-# small',
  '> quoted\n> twice\nanswer',
  '>>> all of it\nis quoted',
  'great 👍🏽 work <:blob:123>',
  'at <t:0:R> we go',
  String.raw`not \*bold\* and 2 * 3 * 4 and snake_case_name`,
  '@here, in <#2>, to <@&3>: </say:4>',
])('what is said of %j is the same when its words come back as they were', (content) => {
  const cut = cutUp({ content });
  expect(said(putTogether(cut, wordsOf(cut)))).toBe(said({ content }));
});

test('what a service answers is text, and never markup', () => {
  const cut = cutUp({ content: 'hello' });
  const back = (text: string): string => said(putTogether(cut, [text]));
  expect(back('||hidden|| **loud** <@1> `code` {slow} @everyone')).toContain('hidden');
  expect(back('<@1>')).not.toContain('Ann');
});

test('all texts of a message are translated, and nothing of what only names something', () => {
  const message: Message = {
    content: 'see <@1>',
    repliesTo: { userId: '1' },
    stickers: ['Wave'],
    poll: { question: 'tea?', answers: ['yes', 'no'] },
    embeds: [{ title: 'news', fields: [{ name: 'where', value: 'here' }] }],
    forwarded: {
      content: 'passed on',
      pollResult: { question: 'who?', winner: { answer: 'me', votes: 2 } },
    },
  };
  expect(wordsOf(cutUp(message))).toEqual([
    'see',
    'tea?',
    'yes',
    'no',
    'news',
    'where',
    'here',
    'passed on',
    'who?',
    'me',
  ]);
  expect(shouted(message)).toEqual({
    content: 'SEE <@1>',
    repliesTo: { userId: '1' },
    stickers: ['Wave'],
    poll: { question: 'TEA?', answers: ['YES', 'NO'] },
    embeds: [{ title: 'NEWS', fields: [{ name: 'WHERE', value: 'HERE' }] }],
    forwarded: {
      content: 'PASSED ON',
      pollResult: { question: 'WHO?', winner: { answer: 'ME', votes: 2 } },
    },
  });
});
