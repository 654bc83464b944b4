import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Entry } from '#text/dictionary/entry.ts';
import { problemOf } from '#text/dictionary/entry.ts';
import { fromText, toCsv, toJson } from '#text/dictionary/exchange.ts';

import { rowSaid } from './said.ts';

const gif: Entry = {
  match: 'word',
  from: 'gif',
  caseSensitive: false,
  to: { kind: 'words', words: 'jif' },
};

test.each([
  ['two columns', 'word,say\ngif,jif\n'],
  ['semicolons, as spreadsheets in Europe write them', 'word;say\r\ngif;jif\r\n'],
  ['a byte order mark, capitals and spaces', '\ufeffWord , SAY\n gif , jif \n\n'],
  ['all columns', 'word,say,sound,match,case\ngif,jif,,word,any\n'],
  ['quotes', '"word","say"\n"gif","jif"\n'],
  ['tabs', 'word\tsay\ngif\tjif\n'],
])('a table with %s is read', (_name, csv) => {
  expect(fromText(csv, 100)).toEqual({ entries: [gif], problems: [] });
});

test('the heading says what separates the cells: the other signs may stand in them', () => {
  const { entries, problems } = fromText('word,say\n;,semicolon\na;b,a and b\n', 100);
  expect(entries.map(({ from }) => from)).toEqual([';', 'a;b']);
  expect(problems).toEqual([]);
});

test('rows that are wrong are named, the others are read', () => {
  const { entries, problems } = fromText(
    'word,say,match\ngif,jif,word\n,nothing,word\nx,y,regex\n(a{30}){30},z,pattern\nok,okay,\n',
    100,
  );
  expect(entries.map(({ from }) => from)).toEqual(['gif', 'ok']);
  expect(problems.map((problem) => rowSaid(problem))).toEqual([
    'Row 2: The word is missing.',
    'Row 3: match must be word or pattern, not “regex”.',
    expect.stringMatching(/^Row 4: .*too large/),
  ]);
});

test.each([
  ['no heading', 'gif,jif\nlol,laugh\n', /name the columns/],
  [
    'a quote that never ends',
    'word,say\n"gif,jif\n',
    /^A quote in the table has no end\. Put one at the end of that cell\.$/,
  ],
  // In our own words, which hold nothing of what stands in the cell.
  [
    'a quote in a cell',
    'word,say\na,b\nx"y,b\n',
    /^That is no CSV: the quotes in line 3 don’t match\.$/,
  ],
])('a table with %s is refused', (_name, csv, problem) => {
  const { entries, problems } = fromText(csv, 100);
  expect(entries).toEqual([]);
  expect(problems.map((each) => rowSaid(each))).toEqual([expect.stringMatching(problem)]);
});

test.each([
  ['no JSON', '[', /no JSON/],
  ['half an object', '{', /no JSON/],
])('%s is refused', (_name, json, problem) => {
  const { entries, problems } = fromText(json, 100);
  expect(entries).toEqual([]);
  expect(problems.map((each) => rowSaid(each))).toEqual([expect.stringMatching(problem)]);
});

test('an object by itself is a list of one', () => {
  expect(fromText('\n{"word":"gif","say":"jif"}', 100)).toEqual({ entries: [gif], problems: [] });
  const { entries, problems } = fromText('{"words":[{"word":"gif","say":"jif"}]}', 100);
  expect(entries).toEqual([]);
  expect(problems.map(({ row }) => row)).toEqual([1]);
});

test('items of a list that are no entries are named', () => {
  const { entries, problems } = fromText(
    '[{"word":"gif","say":"jif"}, 7, null, {"word":"x","case":"upper"}]',
    100,
  );
  expect(entries).toEqual([gif]);
  expect(problems.map(({ row }) => row)).toEqual([2, 3, 4]);
});

test('what a spreadsheet would take for a formula is written as text', () => {
  const csv = [
    ...toCsv([
      { ...gif, from: '=SUM(A1)' },
      { ...gif, from: '+1' },
    ]),
  ].join('');
  expect(csv).toContain("'=SUM(A1)");
  expect(csv).toContain("'+1");
  expect(fromText(csv, 100).entries.map(({ from }) => from)).toEqual(['=SUM(A1)', '+1']);
});

const entry: fc.Arbitrary<Entry> = fc
  .record({
    match: fc.constant('word' as const),
    from: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.trim()),
    caseSensitive: fc.boolean(),
    to: fc.oneof(
      fc.record({
        kind: fc.constant('words' as const),
        words: fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.trim()),
      }),
      fc.record({ kind: fc.constant('sound' as const), soundId: fc.uuid() }),
    ),
  })
  .filter(
    (made) =>
      problemOf(made) === undefined &&
      !made.from.startsWith("'") &&
      !(made.to.kind === 'words' && made.to.words.startsWith("'")),
  );

test('whatever is exported is imported the same', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 10 }), fc.boolean(), (few, isLong) => {
      // More than one piece.
      const entries = isLong ? Array.from({ length: 30 }, () => few).flat() : few;
      expect(fromText([...toJson(entries)].join(''), 1_000)).toEqual({ entries, problems: [] });
      expect(fromText([...toCsv(entries)].join(''), 1_000)).toEqual({ entries, problems: [] });
    }),
  );
});
