import fc from 'fast-check';
import { expect, test } from 'vitest';

import { split } from '#text/split.ts';

test.each([
  ['short text stays whole', 'Hello there. How are you?', 100, ['Hello there. How are you?']],
  [
    'long text is cut between sentences',
    'One two. Three four. Five six.',
    20,
    ['One two. Three four.', 'Five six.'],
  ],
  [
    'a long sentence is cut at a comma',
    'one two three, four five six seven',
    20,
    ['one two three,', 'four five six seven'],
  ],
  ['without a comma at a word', 'one two three four five', 14, ['one two three', 'four five']],
  ['without a space anywhere', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  [
    'Japanese sentences end with 。',
    '今日は。元気ですか。はい。',
    9,
    ['今日は。', '元気ですか。はい。'],
  ],
  ['nothing gives nothing', '   ', 10, []],
])('%s', (_name, text, maxChars, expected) => {
  expect(split(text, { maxChars })).toEqual(expected);
});

test('the first piece may be asked to be short, so that it is heard early', () => {
  const pieces = split('Short one. Another sentence here. And one more.', {
    maxChars: 40,
    firstMaxChars: 12,
  });
  expect(pieces[0]).toBe('Short one.');
});

test('a sentence that is too long is cut at no comma of its first third', () => {
  const pieces = split(`So, ${'b'.repeat(50)}.`, { maxChars: 30 });
  expect(pieces[0]).toBe(`So, ${'b'.repeat(26)}`);
});

test('an emoji of several code points is not torn apart', () => {
  for (const piece of split('👩‍🚀'.repeat(10), { maxChars: 4 }))
    expect(piece.replaceAll('👩‍🚀', '')).toBe('');
});

test('for any text: no piece is too long or empty, and nothing but white space is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      (text, maxChars) => {
        const pieces = split(text, { maxChars });
        for (const piece of pieces) {
          expect(piece).not.toBe('');
          expect([...piece].length).toBeLessThanOrEqual(maxChars);
        }
        const letters = (string: string): string => string.replaceAll(/\s/gu, '');
        expect(letters(pieces.join(''))).toBe(letters(text));
      },
    ),
  );
});
