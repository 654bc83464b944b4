import { expect, test } from 'vitest';

import { keptIn, written } from '#text/boards/kept.ts';
import { translated } from '#text/boards/open-board.ts';

test('what is kept of a button comes back, unless it is too large', () => {
  const kept = { button: { id: '1', border_color: 'red' }, at: [[0, 2]] } as const;
  expect(keptIn(written(kept))).toEqual(kept);
  expect(written({ button: { id: 'x'.repeat(4_000) } })).toBeUndefined();
});

test.each([undefined, '', 'no JSON', '[]', '7', 'null'])('of %j nothing is kept', (extra) => {
  expect(keptIn(extra)).toEqual({});
});

test.each([
  ['de', 'Ja', 'de'],
  ['de_AT', 'Jo', 'de_AT'],
  ['de-CH', 'Ja', 'de'],
  ['fr', 'yes!', 'en'],
  ['es', 'yes!', 'en'],
  [undefined, 'yes!', 'en'],
])('a text of a board is shown to a reader of %s as %s', (wanted, text, locale) => {
  const strings = {
    en: { yes: 'yes!' },
    de: { yes: 'Ja' },
    'de-at': { yes: 'Jo' },
    fr: { yes: '' },
  };
  expect(translated('yes', { strings, locale: 'en' }, wanted)).toEqual({ text, locale });
});

test('a text that the board has no words for is shown as it is written', () => {
  const board = { strings: { en: {} }, locale: 'en' };
  expect(translated('toString', board)).toEqual({ text: 'toString', locale: 'en' });
});
