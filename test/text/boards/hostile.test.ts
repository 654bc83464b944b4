import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { readPhrases, soundOf } from '#text/boards/read-phrases.ts';

import { bounds, bytesOf, mainBoard, packed } from './boards.ts';

// Files of somebody who means no good, or who was unlucky.

const refusalOf = (bytes: Uint8Array): string | undefined => {
  const file = readPhrases(bytes, bounds);
  return 'kind' in file ? file.kind : undefined;
};

test.each([
  ['nothing', ''],
  ['nothing to say', '{}'],
  ['a list of nothing', '[]'],
  ['a table without a heading', 'Hello,there\nyou,too\n'],
])('%s has no phrases', (_, text) => {
  expect(refusalOf(strToU8(text))).toMatch(/no-phrases|no-heading|empty-table/);
});

test.each([
  ['brackets without end', '['.repeat(300_000), 'no-json'],
  ['half a board', JSON.stringify(mainBoard).slice(0, 500), 'no-json'],
  ['a quote without end', `label,words\n"${'a'.repeat(100_000)}`, 'long-line'],
  [
    'columns without end',
    Array.from({ length: 500 }, (_unused, at) => `c${at}`).join(','),
    'many-columns',
  ],
])('%s is refused', (_, text, why) => {
  expect(refusalOf(strToU8(text))).toBe(why);
});

test('what is no text is refused', () => {
  expect(refusalOf(new Uint8Array([0xff, 0xfe, 0x00, 0xd8]))).toBe('no-text');
});

test('a damaged zip is refused', () => {
  expect(refusalOf(packed().subarray(0, 400))).toBe('no-zip');
});

test('a zip of too many files is refused', () => {
  const files = Object.fromEntries(
    Array.from({ length: 1_001 }, (_, at) => [`${at}.txt`, strToU8('')]),
  );
  expect(refusalOf(zipSync(files))).toBe('many-entries');
});

/** A zip whose entries claim to be of this size. */
function claiming(size: number, zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer);
  const [ofDirectory, ofEntry] = [0x02014b50, 0x04034b50];
  for (let at = 0; at + 30 < zip.length; at += 1) {
    const signature = view.getUint32(at, true);
    if (signature === ofDirectory) view.setUint32(at + 24, size, true);
    if (signature === ofEntry) view.setUint32(at + 22, size, true);
  }
  return zip;
}

test('a bomb is refused by what it claims to be', () => {
  const bomb = claiming(200 * 2 ** 20, zipSync({ 'a.obf': new Uint8Array(1_000) }));
  expect(refusalOf(bomb)).toBe('large-inside');
});

test('a bomb that claims to be small is no larger than it claims', () => {
  const bomb = claiming(1_000, zipSync({ 'a.ogg': new Uint8Array(2 ** 20) }));
  expect(soundOf(bomb, { in: 'entry', name: 'a.ogg' })?.length ?? 0).toBeLessThanOrEqual(1_000);
});

test('entries that would lie outside of the package aren’t there', () => {
  const file = zipSync({
    '../../evil.obf': bytesOf(mainBoard),
    'a/../../evil.mp3': strToU8('x'),
    '/abs/hello.mp3': strToU8('x'),
  });
  const read = readPhrases(file, bounds);
  expect('phrases' in read && read.phrases.map(({ label }) => label)).toEqual(['hello']);
});

test('boards that lead to each other end', () => {
  const board = (id: string, to: string) => ({
    format: 'open-board-0.1',
    id,
    name: id,
    buttons: [{ id: '1', label: to, load_board: { path: `${to}.obf` } }],
    grid: { rows: 1, columns: 1, order: [['1']] },
  });
  const file = zipSync({ 'a.obf': bytesOf(board('a', 'b')), 'b.obf': bytesOf(board('b', 'a')) });
  const read = readPhrases(file, bounds);
  expect('folders' in read && read.folders.map(({ name }) => name)).toEqual(['b']);
});

test('names that mean something to JavaScript are names like others', () => {
  const text =
    '{"format":"open-board-0.1","__proto__":{"x":1},"strings":{"en":{"constructor":"c"}},"locale":"en","buttons":[{"id":"__proto__","label":"toString"},{"id":"2","label":"constructor"}],"grid":{"rows":1,"columns":2,"order":[["__proto__","2"]]}}';
  const read = readPhrases(strToU8(text), bounds);
  expect('phrases' in read && read.phrases.map(({ label }) => label)).toEqual(['toString', 'c']);
});

test('no file of JSON breaks the reading', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 6 }),
      fc.constantFrom('buttons', 'grid', 'images', 'strings', 'phrases'),
      (json, key) => {
        const anything: unknown = JSON.parse(json);
        expect(readPhrases(bytesOf(anything), bounds)).toBeDefined();
        readPhrases(bytesOf({ ...mainBoard, [key]: anything }), bounds);
        readPhrases(
          bytesOf({
            ...mainBoard,
            buttons: [
              anything,
              { id: '1', label: anything, load_board: anything, sound_id: anything },
            ],
          }),
          bounds,
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('no bytes break the reading', () => {
  const zip = packed();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { maxLength: 20 }),
      (changes) => {
        const damaged = zip.slice();
        for (const [at, value] of changes) damaged[at] = value;
        expect(readPhrases(damaged, bounds)).toBeDefined();
      },
    ),
    { numRuns: 60 },
  );
});

test('of more recordings than a file may have the rest is named', () => {
  const names = Array.from({ length: 60 }, (_, at) => [`${at}.mp3`, strToU8('x')] as const);
  const read = readPhrases(zipSync(Object.fromEntries(names)), bounds);
  expect('phrases' in read && read.phrases).toHaveLength(50);
  expect('left' in read && read.left).toEqual([
    { kind: 'many-recordings', count: 10, names: ['50.mp3', '51.mp3', '52.mp3'] },
  ]);
});
