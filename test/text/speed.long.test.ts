import { expect, test } from 'vitest';

import { compile } from '#text/dictionary/dictionary.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { Patterns } from '#text/dictionary/patterns.ts';
import { emojiNames } from '#text/emoji/names.ts';
import { Filter, filtered } from '#text/filter.ts';
import { parse } from '#text/markdown/parse.ts';
import { phrasesIn } from '#text/phrases/phrases.ts';
import { usualReading } from '#text/reading.ts';
import { applied, rulesFor } from '#text/rules/rules.ts';
import { tidy } from '#text/tidy.ts';
import { words } from '#text/words.ts';
import type { WordsOptions } from '#text/words.ts';

const emoji = await emojiNames('en');
const options: WordsOptions = {
  reading: { ...usualReading, maxChars: 100_000, maxSeconds: 100_000 },
  locale: 'en',
  timeZone: 'UTC',
  nowMs: 0,
  names: { user: () => 'Anna', role: () => 'Mods', channel: () => 'general' },
  emoji,
};

function onceMs(work: () => void): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}

/**
 * The quickest of several runs, as many as it takes to be below `enoughMs`: other work on the machine may slow any run,
 * and is no property of the code.
 */
function quickestMs(work: () => void, enoughMs = 0): number {
  let quickest = Infinity;
  for (let run = 0; run < 12 && quickest >= enoughMs; run += 1)
    quickest = Math.min(quickest, onceMs(work));
  return quickest;
}

/** How much longer the long text takes. Twice is linear, four times is quadratic; below 10 ms the clock decides. */
function growth(work: (text: string) => void, short: string, long: string): number {
  let ratio = Infinity;
  for (let attempt = 0; attempt < 8 && ratio >= 3; attempt += 1) {
    const once = quickestMs(() => work(short), 10);
    const twice = quickestMs(() => work(long), Math.max(2.5 * once, 10));
    ratio = twice < 10 ? 1 : twice / once;
  }
  return ratio;
}

const units = [
  '*',
  '**a',
  '*a ',
  'a* ',
  '_',
  '__',
  '~~',
  '||',
  '`',
  '``` ',
  '<',
  '<@',
  '<@1>',
  '<t:',
  '[',
  '](',
  '[a](https://a.b) ',
  'https://a.b ',
  'https://',
  '\\',
  '> a\n',
  '- a\n',
  '# \n',
  '\n',
  ' ',
  'a',
  'ab',
  'aab',
  'ha',
  'ah',
  'js',
  'w',
  'k',
  '1',
  '1.',
  '1,',
  '1:',
  '1/',
  '0',
  '-1 ',
  '🔥',
  '👨‍',
  '🇩',
  '🏴󠁧',
  '́',
  '‍',
  '!',
  '?!',
  '. ',
  ', ',
  '(',
  '"',
  '$',
  '$1',
  '#1',
  '@',
  'a@',
  '+1',
  'no ',
  ':) ',
  ':)',
  '))',
  'a) ',
  '(^',
  '(^^)',
  '(´・',
  '<3',
  'T_',
  '=',
  '1=',
  '1+',
  '1 - ',
  '1*',
  'x = 1 ',
  '1 000 ',
  "1'000",
  '$1 - ',
  '1 km ',
  '1:00 ',
  '1/1/2026 ',
  'gg ',
  'gg.',
  'w/',
  '§',
  '~1',
  'C+',
  '#a',
  '8',
  '23',
  '5.',
  'ㅋ',
  'https://a.bか',
  'https://a.b/c)',
  '<:a:1>',
  '<@1>a',
  '猫',
  'か',
  'ー',
];

test.each(units)('%j over and over is read in time linear in its length', (unit) => {
  const of = (length: number): string =>
    unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const context = {
    language: 'en',
    locale: 'en',
    phrases: phrasesIn('en'),
    emoji,
    leaveOut: () => undefined,
  };
  const work = (text: string): void => {
    parse(text);
    applied(text, rulesFor({ acronyms: true }), context);
  };
  expect(growth(work, of(20_000), of(40_000))).toBeLessThan(3);
});

test.each([' ', '(:', ": '", "('", ' -', ' ,"'])(
  '%j over and over in the middle of a text is tidied in time linear in its length',
  (unit) => {
    const of = (length: number): string => `a ${unit.repeat(length / unit.length)}z`;
    expect(growth(tidy, of(20_000), of(40_000))).toBeLessThan(3);
  },
);

test('patterns that catch other engines take no time', () => {
  const patterns = ['(a+)+$', '(a|a)*b', '(.*a){12}', '(x+x+)+y', '([a-z]+)*!'].map((from) => ({
    from,
    caseSensitive: false,
    to: { kind: 'words', words: 'x' } as const,
  }));
  const compiled = new Patterns();
  const text = `${'a'.repeat(3_990)}x`;
  expect(quickestMs(() => compiled.replace([text], patterns))).toBeLessThan(100);
});

test('100,000 entries slow nothing, even if they all begin alike', () => {
  const { dictionary } = compile(
    Array.from({ length: 100_000 }, (_, at): Entry => ({
      match: 'word',
      from: `the word ${at}`,
      caseSensitive: at % 2 === 0,
      to: { kind: 'words', words: `entry ${at}` },
    })),
  );
  expect(dictionary.size).toBe(100_000);
  const content = 'the word 99998 and the word x, the end of the word';
  expect(
    quickestMs(() => words({ content }, { ...options, dictionaries: [dictionary] })),
  ).toBeLessThan(3);
});

test('replacements can’t grow a message without end', () => {
  const { dictionary } = compile([
    {
      match: 'word',
      from: 'a',
      caseSensitive: false,
      to: { kind: 'words', words: 'b'.repeat(300) },
    },
  ]);
  const result = words({ content: 'a '.repeat(2_000) }, { ...options, dictionaries: [dictionary] });
  const [piece] = result.pieces;
  expect(piece?.kind === 'text' ? piece.text.length : Infinity).toBeLessThan(25_000);
});

test('a filter of 10,000 words is looked through in one pass', () => {
  const filter = new Filter(Array.from({ length: 10_000 }, (_, at) => `badword${at}`));
  const text = 'some words that are fine, and badword77 '.repeat(100);
  expect(filtered(text, filter, 'x').found).toBe(100);
  expect(quickestMs(() => filtered(text, filter, 'x'))).toBeLessThan(20);
});
