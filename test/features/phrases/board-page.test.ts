import { expect, test } from 'vitest';

import { boardPage, itemsPerPage } from '#features/phrases/board-page.ts';
import {
  decodeReference,
  decodeState,
  encodeReference,
  encodeState,
  openingOf,
} from '#features/phrases/board-state.ts';
import type { Phrase, PhraseBook, PhraseFolder } from '#store/phrases.ts';

// A board shows a page of what somebody saved, and its buttons remember the place.

const idOf = (number: number): string => String(number).padStart(24, '0');
const folder: PhraseFolder = { id: idOf(900), name: 'Food', place: 0 };

function phrase(number: number, label: string, folderId?: string): Phrase {
  return {
    id: idOf(number),
    label,
    spoken: { as: 'words', words: label },
    place: number,
    ...(folderId !== undefined && { folderId }),
  };
}

const book = (phrases: readonly Phrase[], more: Partial<PhraseBook> = {}): PhraseBook => ({
  phrases,
  folders: [folder],
  uses: new Map(),
  ...more,
});

const shown = (...asked: Parameters<typeof boardPage>): readonly string[] =>
  boardPage(...asked).items.map((item) =>
    item.kind === 'folder' ? item.folder.name : item.phrase.label,
  );

const home = openingOf('me', { id: '1' });

test('folders come first at home, and a folder shows what lies in it', () => {
  const all = book([phrase(1, 'Hi'), phrase(2, 'Soup', folder.id)]);
  expect(shown(home, all, 'own')).toEqual(['Food', 'Hi']);
  expect(shown({ ...home, folderId: folder.id }, all, 'own')).toEqual(['Soup']);
});

test('pages are full but for the last, and nothing is shown twice or left out', () => {
  const labels = Array.from({ length: 2 * itemsPerPage }, (_, at) => `p${at}`);
  const all = book(
    labels.map((label, at) => phrase(at, label)),
    { folders: [] },
  );
  const pages = [0, 1].map((page) => shown({ ...home, page }, all, 'own'));
  expect(pages.map(({ length }) => length)).toEqual([itemsPerPage, itemsPerPage]);
  expect(pages.flat()).toEqual(labels);
  expect(boardPage(home, all, 'own').pages).toBe(2);
  const more = book([...all.phrases, phrase(99, 'last')], { folders: [] });
  expect(boardPage(home, more, 'own').pages).toBe(3);
  // A page that is no more is the last one.
  const gone = boardPage({ ...home, page: 7 }, more, 'own');
  expect([gone.state.page, gone.items.length]).toEqual([2, 1]);
});

test('a folder that is gone is none, and one without phrases doesn’t make the board empty', () => {
  const all = book([phrase(1, 'Hi')]);
  const gone = boardPage({ ...home, folderId: idOf(901) }, all, 'own');
  expect(gone.state.folderId).toBeUndefined();
  expect(gone.items).toHaveLength(2);
  const inside = boardPage({ ...home, folderId: folder.id }, all, 'own');
  expect([inside.items.length, inside.isEmpty]).toEqual([0, false]);
  expect(boardPage(home, book([]), 'own')).toMatchObject({ isEmpty: true, pages: 1 });
});

test('phrases come as they lie, the most used first, or by the alphabet as people count', () => {
  const phrases = [phrase(1, 'b 10'), phrase(2, 'B 9'), phrase(3, 'ä'), phrase(4, 'A')];
  const uses = new Map([
    [idOf(1), 1],
    [idOf(4), 5],
  ]);
  const all = book(phrases, { folders: [], uses });
  expect(shown(home, all, 'own')).toEqual(['b 10', 'B 9', 'ä', 'A']);
  expect(shown(home, all, 'use')).toEqual(['A', 'b 10', 'B 9', 'ä']);
  expect(shown(home, all, 'alphabet')).toEqual(['ä', 'A', 'B 9', 'b 10']);
});

test.each([
  home,
  { of: 'server', folderId: folder.id, page: 999, mode: 'remove' },
  { of: 'me', folderId: undefined, page: 12, mode: 'tap' },
  { of: 'me', forId: '9'.repeat(20), folderId: folder.id, page: 999, mode: 'move' },
  openingOf('me', { id: '42', helperId: '7' }),
] as const)('the place %o is found again, with what a button is about', (state) => {
  const encoded = encodeState(state);
  expect(encoded.length).toBeLessThanOrEqual(54);
  expect(encoded).not.toContain(':');
  expect(decodeState(encoded)).toEqual({ folderId: undefined, ...state, subject: '' });
  expect(decodeState(`${encoded}.${idOf(5)}`)).toMatchObject({ ...state, subject: idOf(5) });
});

test.each(['', 'x', 's.nowhere.1000.q.nothing', `m.${idOf(1)}0.-1..${idOf(2)}0`])(
  'whatever can’t be read (%s) is as at the opening',
  (encoded) => {
    const { of, ...place } = decodeState(encoded);
    expect(of).toBe(encoded.startsWith('s') ? 'server' : 'me');
    expect(place).toEqual({ folderId: undefined, page: 0, mode: 'speak', subject: '' });
  },
);

test('a reference says whose phrase it is, and nothing else passes for one', () => {
  for (const of of ['me', 'server'] as const)
    expect(decodeReference(encodeReference(of, idOf(3)))).toEqual({ of, id: idOf(3) });
  for (const typed of ['hello', `x.${idOf(3)}`, 'm.3', `m.${idOf(3)}.more`, `s.${idOf(3)}0`])
    expect(decodeReference(typed)).toBeUndefined();
});
