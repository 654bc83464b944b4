import { zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { readPhrases } from '#text/boards/read-phrases.ts';
import { Resources } from '#text/boards/write-board.ts';

const bounds = { maxPhrases: 5, maxFolders: 2, maxSounds: 1, maxWordsChars: 10 };

function read(content: unknown) {
  const found = readPhrases(Buffer.from(JSON.stringify(content)), bounds);
  if ('kind' in found) throw new Error(found.kind);
  return found;
}

const board = (buttons: readonly object[], sounds: readonly object[] = []) => ({
  format: 'open-board-0.1',
  id: 'b',
  name: 'Board',
  buttons,
  sounds,
});

test('words of a board that are too long are cut, and that is told', () => {
  const { phrases, left } = read(board([{ id: 1, label: 'Long', vocalization: 'x'.repeat(11) }]));
  expect(phrases[0]?.words).toBe('x'.repeat(10));
  expect(left).toEqual([{ kind: 'cut', count: 1, names: ['Long'] }]);
});

test('a recording beyond those that may be leaves its words, or nothing where it has none', () => {
  const data = 'data:audio/wav;base64,AAAA';
  const sounds = [1, 2, 3].map((id) => ({ id, data }));
  const { phrases, left } = read(
    board(
      [
        { id: 1, label: 'one', sound_id: 1 },
        { id: 2, label: 'two', sound_id: 2 },
        { id: 3, label: '', sound_id: 3 },
      ],
      sounds,
    ),
  );
  expect(phrases.map(({ label, sound }) => [label, sound !== undefined])).toEqual([
    ['one', true],
    ['two', false],
  ]);
  expect(left).toEqual([{ kind: 'many-recordings', count: 2, names: ['two'] }]);
});

test('what only other programs know of a phrase is kept, unless it is too long', () => {
  const extras = ['{"a":1}', 'x'.repeat(4_001)];
  const { phrases } = read(extras.map((extra, at) => ({ label: `${at}`, words: 'hi', extra })));
  expect(phrases.map(({ extra }) => extra)).toEqual(['{"a":1}', undefined]);
});

test('recordings of a zip are in the order of their numbers', () => {
  const names = ['10 ten.mp3', '2 two.mp3', '1 one.mp3'];
  const zip = zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(3)])));
  const found = readPhrases(zip, { ...bounds, maxSounds: 3 });
  expect('kind' in found ? found.kind : found.phrases.map(({ label }) => label)).toEqual([
    'one',
    'two',
    'ten',
  ]);
});

test('of two pictures of one id each has an id, and the same picture has one', () => {
  const resources = new Resources();
  const ids = ['cat', 'dog', 'cat', 'fox'].map((record) => resources.idFor('image', '1', record));
  expect(ids).toEqual(['1', '1_2', '1', '1_3']);
  expect(resources.idFor('sound', '1', 'meow')).toBe('1');
});
