import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  clashOf,
  compile,
  freshGrowth,
  knows,
  pronounce,
  textsForPatterns,
  withReplaced,
} from '#text/dictionary/dictionary.ts';
import type { Dictionary } from '#text/dictionary/dictionary.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { compiledProblem, Patterns } from '#text/dictionary/patterns.ts';
import { given, named, written } from '#text/part.ts';
import type { Part } from '#text/part.ts';

import { problemSaid } from './said.ts';

function word(from: string, say: string, caseSensitive = false): Entry {
  return { match: 'word', from, caseSensitive, to: { kind: 'words', words: say } };
}

function pattern(from: string, say: string, caseSensitive = false): Entry {
  return { match: 'pattern', from, caseSensitive, to: { kind: 'words', words: say } };
}

function dictionaryOf(...entries: readonly Entry[]): Dictionary {
  const { dictionary, problems } = compile(entries);
  expect(problems).toEqual([]);
  return dictionary;
}

function joined(parts: readonly Part[]): string {
  return parts
    .map((part) => (part.kind === 'sound' ? `<${part.id}>` : 'text' in part ? part.text : ''))
    .join('');
}

function said(text: string, ...entries: readonly Entry[]): string {
  const dictionary = dictionaryOf(...entries);
  const growth = freshGrowth();
  const parts = pronounce([written(text)], [dictionary], growth);
  const texts = new Patterns().replace(textsForPatterns(parts), dictionary.patterns);
  return joined(withReplaced(parts, texts, growth));
}

test.each<readonly [name: string, text: string, entries: readonly Entry[], spoken: string]>([
  ['a whole word', 'the gif is', [word('gif', 'jif')], 'the jif is'],
  ['no part of a word', 'gifted', [word('gif', 'jif')], 'gifted'],
  ['a word beside punctuation', '(gif), gif!', [word('gif', 'jif')], '(jif), jif!'],
  ['a word before an apostrophe', 'Siobhán’s', [word('siobhán', 'Shivawn')], 'Shivawn’s'],
  ['any case', 'GIF Gif', [word('gif', 'jif')], 'jif jif'],
  ['the same case only', 'US us', [word('US', 'United States', true)], 'United States us'],
  [
    'the same case before any case',
    'US us',
    [word('us', 'we'), word('US', 'United States', true)],
    'United States we',
  ],
  [
    'the longest first',
    'New York City',
    [word('New York', 'NY'), word('New York City', 'the city')],
    'the city',
  ],
  [
    'a shorter one where the longer breaks off',
    'New York Town',
    [word('New York', 'NY'), word('New York City', 'NYC')],
    'NY Town',
  ],
  ['the first of equal entries', 'b', [word('b', 'bee')], 'bee'],
  ['several words over spaces', 'New   York', [word('New York', 'NY')], 'NY'],
  ['emoji', 'so 🔥!', [word('🔥', 'lit')], 'so lit!'],
  ['emoji with or without a selector', '❤ ❤️', [word('❤️', 'love')], 'love love'],
  ['signs', 'C++ and C', [word('C++', 'see plus plus')], 'see plus plus and C'],
  [
    'Japanese within a line',
    '今日は東京都に行く',
    [word('東京都', 'とうきょうと'), word('東京', 'とうきょう')],
    '今日はとうきょうとに行く',
  ],
  ['Cyrillic', 'Привет МИР', [word('мир', 'свет')], 'Привет свет'],
  ['nothing said for a word', 'um yes', [word('um', '')], ' yes'],
  ['what a replacement says is not replaced', 'a b', [word('a', 'b'), word('b', 'a')], 'b a'],
  ['a pattern', 'issue-12', [pattern('issue-(\\d+)', 'issue number $1')], 'issue number 12'],
  [
    'a pattern leaves replaced words alone',
    'cat',
    [word('cat', 'dog'), pattern('dog', 'bird')],
    'dog',
  ],
  ['a pattern in any case', 'LOOOL', [pattern('lo+l', 'ha')], 'ha'],
  ['a pattern in the same case', 'LOOOL', [pattern('lo+l', 'ha', true)], 'LOOOL'],
  ['a missing group', 'ab', [pattern('(a)|(b)', '[$1$2$7]')], '[a][b]'],
])('%s', (_name, text, entries, spoken) => {
  expect(said(text, ...entries)).toBe(spoken);
});

test('a word can be a sound', () => {
  const { dictionary } = compile([
    {
      match: 'word',
      from: 'airhorn',
      caseSensitive: false,
      to: { kind: 'sound', soundId: 'horn' },
    },
  ]);
  expect(joined(pronounce([written('an airhorn!')], [dictionary]))).toBe('an  <horn> !');
});

test('names are looked up, words that are given are not', () => {
  const dictionary = dictionaryOf(word('Anna', 'Ahna'));
  const parts = pronounce([named('Anna K'), { kind: 'given', text: 'Anna' }], [dictionary]);
  expect(parts).toEqual([
    { kind: 'given', text: 'Ahna' },
    { kind: 'name', text: ' K' },
    { kind: 'given', text: 'Anna' },
  ]);
});

test('of several dictionaries the longest key decides, then the first dictionary', () => {
  const [personal, server] = [
    dictionaryOf(word('gg', 'personal')),
    dictionaryOf(word('gg', 'server'), word('gg wp', 'server, longer')),
  ];
  expect(joined(pronounce([written('gg')], [personal, server]))).toBe('personal');
  expect(joined(pronounce([written('gg wp')], [personal, server]))).toBe('server, longer');
});

test('a custom emoji is a key with its colons', () => {
  const dictionary = dictionaryOf(word(':kekw:', 'haha'));
  expect(knows([dictionary], ':kekw:')).toBe(true);
  expect(knows([dictionary], ':kek:')).toBe(false);
  expect(knows([dictionary], 'kekw')).toBe(false);
});

test.each<readonly [name: string, entries: readonly Entry[], problem: RegExp]>([
  ['an empty word', [word('  ', 'x')], /missing/],
  ['a word that is too long', [word('x'.repeat(61), 'x')], /longer than 60/],
  ['words that are too long', [word('x', 'y'.repeat(301))], /longer than 300/],
  ['a double', [word('x', 'y'), word('X', 'z')], /already/],
  ['a pattern that is too long', [pattern('a'.repeat(201), 'x')], /longer than 200/],
  ['a pattern that grows', [pattern('(a{30}){30}', 'x')], /too large/],
  [
    'too many patterns',
    Array.from({ length: 21 }, (_, at) => pattern(`a${at}`, 'x')),
    /more than 20/,
  ],
  [
    'a sound without an id',
    [{ match: 'word', from: 'x', caseSensitive: false, to: { kind: 'sound', soundId: ' ' } }],
    /sound is missing/,
  ],
])('%s is refused with its place in the list', (_name, entries, problem) => {
  const { dictionary, problems } = compile(entries);
  expect(problems.map(({ index }) => index)).toEqual([entries.length - 1]);
  expect(problemSaid(problems[0]?.problem)).toMatch(problem);
  expect(dictionary.size).toBe(entries.length - 1);
});

test.each([
  ['a broken one', '(', /no regular expression/],
  ['a look-ahead', 'a(?=b)', /no regular expression/],
  ['a back-reference', '(a)\\1', /no regular expression/],
  ['one of nothing', 'a*', /nothing at all/],
])('of patterns %s is refused when it is compiled', (_name, source, problem) => {
  expect(problemSaid(compiledProblem(source))).toMatch(problem);
});

test.each<readonly [name: string, entry: Entry, problem: string | undefined]>([
  ['in another case', word('GG', 'x'), 'The word is in the list already.'],
  ['with other spaces', word('New  york', 'x'), 'The word is in the list already.'],
  ['that only looks alike', word('newyork', 'x'), undefined],
  ['that it replaces', word('gg', 'x'), undefined],
  ['of another kind', pattern('g+', 'x'), undefined],
])('a word clashes with one that is there %s, or not', (_name, entry, problem) => {
  const known = [word('gg', 'good game'), word('New York', 'NY'), pattern('gg', 'x')];
  expect(problemSaid(clashOf(entry, known))).toBe(problem);
});

test('a twenty-first pattern clashes, and one that takes another’s place does not', () => {
  const known = Array.from({ length: 20 }, (_, at) => pattern(`a${at}`, 'x'));
  expect(problemSaid(clashOf(pattern('b', 'x'), known))).toMatch(/more than 20/);
  expect(clashOf(pattern('a3', 'y'), known)).toBeUndefined();
});

test('for any text, only what is a key changes', () => {
  const dictionary = dictionaryOf(word('zebra', 'horse'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      fc.pre(!/zebra/i.test(text));
      expect(joined(pronounce([written(text)], [dictionary]))).toBe(text);
    }),
  );
});

test('replacements make a message longer by so much and no more', () => {
  const many = 'a '.repeat(400);
  const growing = 'y'.repeat(300);
  const words = said(many, word('a', growing));
  expect(words.replaceAll(' ', '')).toBe('y'.repeat(19_800));
  const matched = said(many, pattern('a', growing));
  expect(matched.replaceAll(' ', '')).toBe('y'.repeat(19_800));
});

test('what a pattern leaves of a name stays a name', () => {
  const { patterns } = dictionaryOf(pattern('x+$', 'kiss'));
  const parts = [named('Bob_xx')];
  const texts = new Patterns().replace(textsForPatterns(parts), patterns);
  expect(withReplaced(parts, texts, freshGrowth())).toEqual([named('Bob_'), given('kiss')]);
});

test('a pattern that finds nothing at a place puts nothing there', () => {
  expect(said('ab c', pattern('\\b|b', 'x'))).toBe('ax c');
});
