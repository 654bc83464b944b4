import { zipSync } from 'fflate';
import { expect, test } from 'vitest';

import type { LeftOut, PhraseFile } from '#text/boards/phrase-file.ts';
import { readPhrases, soundOf } from '#text/boards/read-phrases.ts';

import { bounds, bytesOf, mainBoard, packed, soundBytes } from './boards.ts';

// Open Board files as others write them.

function read(bytes: Uint8Array, locale?: string): PhraseFile {
  const file = readPhrases(bytes, { ...bounds, locale });
  if ('kind' in file) throw new Error(file.kind);
  return file;
}

const leftOf = ({ left }: PhraseFile, kind: LeftOut['kind']): readonly string[] =>
  left.find((each) => each.kind === kind)?.names ?? [];

const lone = read(bytesOf(mainBoard));

test('buttons become phrases in the order of the grid, and those without a place come last', () => {
  expect(lone.phrases.map(({ label }) => label)).toEqual([
    'happy',
    'time',
    'Brian',
    'my voice',
    'far away',
    'anywhere',
  ]);
});

test('a vocalization is what is said, and else the label is', () => {
  expect(lone.phrases.slice(0, 3).map(({ words }) => words)).toEqual([
    'Are you as happy as me?',
    'time',
    'Brian',
  ]);
});

test.each([
  ['es-ES', 'contento', 'es-ES'],
  ['fr', 'happy', 'en'],
  ['de', 'happy', 'en'],
])('a reader in %s sees “%s”', (locale, label) => {
  expect(read(bytesOf(mainBoard), locale).phrases[0]?.label).toBe(label);
});

test('the words of a board are in its language, or in that of the reader where it has it', () => {
  const { phrases } = read(bytesOf(mainBoard), 'es-ES');
  expect(phrases.map(({ label, language }) => [label, language]).slice(0, 3)).toEqual([
    ['contento', 'en'],
    ['hora', 'es'],
    ['Brian', 'en'],
  ]);
});

test('a lone board is a folder of its name', () => {
  expect(lone.folders.map(({ name }) => name)).toEqual(['Main board']);
  expect(lone.phrases.every(({ folder }) => folder === 0)).toBe(true);
});

test('a board within a package is a folder, and one within another is named with it', () => {
  const { folders, phrases } = read(packed());
  expect(folders.map(({ name }) => name)).toEqual([
    'drinks',
    'drinks: hot drinks',
    'Nobody leads here',
  ]);
  const placed = phrases.map(({ label, folder }) => [label, folder]);
  expect(placed).toContainEqual(['happy', undefined]);
  expect(placed).toContainEqual(['water', 0]);
  expect(placed).toContainEqual(['tea', 1]);
  expect(placed).toContainEqual(['alone', 2]);
});

test('everything that can’t be taken over is named, by why', () => {
  const file = read(packed());
  expect(leftOf(file, 'actions')).toEqual(['F', 'clear and home', 'flip']);
  expect(leftOf(file, 'links')).toEqual(['elsewhere']);
  expect(leftOf(file, 'ways')).toEqual(['back']);
  expect(leftOf(file, 'addresses')).toEqual(['far away']);
  expect(file.left.find(({ kind }) => kind === 'pictures')?.count).toBe(3);
  expect(file.left.find(({ kind }) => kind === 'empty')?.count).toBe(1);
});

test('a sound is taken from the board itself before a path, and from the package', () => {
  const file = packed();
  const places = read(file).phrases.flatMap(({ label, sound }) => (sound ? [[label, sound]] : []));
  expect(places).toEqual([
    ['my voice', { in: 'board', entry: 'boards/1.obf', soundId: '21' }],
    ['slurp', { in: 'entry', name: 'sounds/slurp.ogg' }],
  ]);
  expect(soundOf(file, { in: 'board', entry: 'boards/1.obf', soundId: '21' })).toEqual(
    Buffer.from(soundBytes),
  );
  expect(soundOf(file, { in: 'entry', name: 'sounds/slurp.ogg' })).toEqual(soundBytes);
  const alone = bytesOf(mainBoard);
  expect(soundOf(alone, { in: 'board', soundId: '21' })).toEqual(Buffer.from(soundBytes));
});

test('a package of one board needs no manifest', () => {
  const file = read(zipSync({ 'board.obf': bytesOf(mainBoard) }));
  expect(file.folders).toEqual([]);
  expect(file.phrases[0]?.label).toBe('happy');
});

test('a board that the list of the package names is found by its id alone', () => {
  const board = {
    ...mainBoard,
    buttons: [{ id: '1', label: 'go', load_board: { id: 2 } }],
    grid: { rows: 1, columns: 1, order: [['1']] },
  };
  const { folders } = read(packed({ 'boards/1.obf': bytesOf(board) }));
  expect(folders[0]?.name).toBe('go');
});

test('of more boards than there can be folders, the phrases of the rest are in none', () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `more/${at}.obf`,
      bytesOf({ ...mainBoard, id: `m${at}`, name: `Board ${at}` }),
    ]),
  );
  const file = read(packed(many));
  expect(file.folders).toHaveLength(25);
  expect(file.left.find(({ kind }) => kind === 'folders')?.count).toBe(18);
});
