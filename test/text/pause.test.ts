import { expect, test } from 'vitest';

import { pauseBehind, pausesBetween } from '#text/pause.ts';

test.each([
  ['a word', 'and then', '', 'word'],
  ['a comma', 'and then,', ' ', 'clause'],
  ['a Japanese comma', 'それから、', '', 'clause'],
  ['an Arabic semicolon', 'ثم؛', ' ', 'clause'],
  ['a comma within quotes', '“and then,”', ' ', 'clause'],
  ['a full stop', 'That is all.', ' ', 'sentence'],
  ['a full stop within quotes', '“That is all.”', ' ', 'sentence'],
  ['a Chinese question', '是吗？', '', 'sentence'],
  ['a Hindi sentence', 'यह सब है।', ' ', 'sentence'],
  ['dots', 'well…', ' ', 'sentence'],
  ['a line', 'without a mark', '\n', 'sentence'],
  ['a paragraph', 'That is all.', '\n\n', 'paragraph'],
  ['a paragraph without a mark', 'that is all', ' \n \n', 'paragraph'],
])('the pause behind %s', (_, piece, between, pause) => {
  expect(pauseBehind(piece, between)).toBe(pause);
});

test('the pauses between the pieces of a text, also of those that were lengthened', () => {
  const text = 'Well,  that is it. Well,\n\nthen go on.\nOk';
  expect(
    pausesBetween(text, ['Well,', 'that is it.', 'Well,', 'then go on.', 'Ok........']),
  ).toEqual(['clause', 'sentence', 'paragraph', 'sentence', 'sentence']);
});
