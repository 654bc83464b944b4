import { expect, test } from 'vitest';

import { problemWith } from '#text/dictionary/problem.ts';
import { readTable } from '#text/dictionary/table.ts';
import type { TableBounds } from '#text/dictionary/table.ts';

import { rowSaid } from './said.ts';

const read = (text: string | Uint8Array, bounds: Partial<TableBounds> = {}) =>
  readTable(typeof text === 'string' ? Buffer.from(text) : text, {
    maxRows: 100,
    known: [],
    ...bounds,
  });

test('words that a table replaces are no duplicates, those that are there otherwise are', () => {
  const known = [
    { from: 'gg', match: 'word', caseSensitive: false },
    { from: 'AFK', match: 'word', caseSensitive: false },
  ] as const;
  const { entries, problems } = read('word,say\ngg,good game\nafk,away\nbrb,back\nbrb,again\n', {
    known,
  });
  expect(entries.map(({ from, to }) => [from, to.words])).toEqual([
    ['gg', 'good game'],
    ['brb', 'back'],
  ]);
  expect(problems.map((problem) => rowSaid(problem))).toEqual([
    '“afk”: The word is in the list already.',
    '“brb”: The word is in the list already.',
  ]);
});

test('sounds are counted and left out', () => {
  const { entries, problems } = read('word,say,sound\nboo,,abc\ngg,good game,\n');
  expect(entries.map(({ from }) => from)).toEqual(['gg']);
  expect(problems.map((problem) => rowSaid(problem))).toEqual([
    '1 sound can’t be imported: add it with its file.',
  ]);
});

test('problems of rows, of words and of sounds are counted together', () => {
  const { problemCount } = read('word,say,sound\n,nothing,\nbrb,back,\nbrb,again,\nboo,,abc\n');
  expect(problemCount).toBe(3);
});

test('what is no text in UTF-8 says so', () => {
  const { problems } = read(Uint8Array.of(0x77, 0xff, 0xfe));
  expect(problems.map((problem) => rowSaid(problem))).toEqual([
    'The file is no text in UTF-8. Save it as CSV (UTF-8) or JSON.',
  ]);
});

test('of many problems the first are told, and how many there are', () => {
  const { problems, problemCount } = read(`word,say\n${',nothing\n'.repeat(50)}`);
  expect(problems).toHaveLength(20);
  expect(problemCount).toBe(50);
});

test.each([
  ['more rows than there may be', `word,say\n${'a,b\n'.repeat(101)}`, /more than 100 rows/],
  ['more columns than there may be', `word,say${',x'.repeat(20)}\na,b\n`, /more than 20 columns/],
  ['a row without end', `word,say\na${',b'.repeat(5_000)}`, /^Line 2 is longer than 4,000/],
  [
    'a quote without end',
    `word,say\n"${'a\n'.repeat(4_000)}`,
    /is longer than 4,000 .* a quote before it has no end/,
  ],
  ['as JSON, more rows', `[${'{"word":"a"},'.repeat(100)}{}]`, /more than 100 rows/],
])('a table with %s is refused as a whole', (_, text, problem) => {
  const { entries, problems, problemCount } = read(text);
  expect({ entries, problemCount }).toEqual({ entries: [], problemCount: 1 });
  expect(problems.map((each) => rowSaid(each))).toEqual([expect.stringMatching(problem)]);
});

test('patterns beyond the twentieth are not even compiled', () => {
  const { entries, problemCount } = read(`word,say,match\n${'a+,b,pattern\n'.repeat(30)}`);
  expect(entries).toHaveLength(20);
  expect(problemCount).toBe(10);
});

test('of a long word its beginning is shown, and that there is more', () => {
  const said = (length: number) => rowSaid(problemWith('x'.repeat(length), { kind: 'no-json' }));
  expect(said(40)).toContain(`“${'x'.repeat(40)}”`);
  expect(said(41)).toContain(`“${'x'.repeat(39)}…”`);
});
