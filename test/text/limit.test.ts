import { expect, test } from 'vitest';

import { mannerOf } from '#text/inline-mark.ts';
import { limited, spokenMs } from '#text/limit.ts';
import { linkParts } from '#text/links.ts';
import { phrasesIn } from '#text/phrases/phrases.ts';
import type { PiecesContext, WordsPiece } from '#text/pieces.ts';
import { timestampWords } from '#text/timestamps.ts';

// The bounds of what is said, and of what its author may ask for.

test.each([
  ['en', 8_000],
  ['de-DE', 8_000],
  ['ja', 15_000],
  ['ko-KR', (120 / 7) * 1_000],
  ['th', 10_000],
  ['zh-CN', 24_000],
])('a hundred and twenty characters of %s take %d ms', (language, ms) => {
  expect(spokenMs('x'.repeat(120), language)).toBeCloseTo(ms, 6);
});

test('what one piece takes is missing to the next, whatever sound is between them', () => {
  const left: string[] = [];
  const context = {
    reading: { maxChars: 100, maxSeconds: 1_000 },
    rules: { language: 'en', phrases: phrasesIn('en') },
    leaveOut: (what: string) => left.push(what),
  } as unknown as PiecesContext;
  const text = (length: number): WordsPiece => ({ kind: 'text', text: 'a '.repeat(length / 2) });
  const sound = { kind: 'sound', id: 's' } as const;
  expect(limited([text(60), sound, text(30)], context)).toHaveLength(3);
  expect(left).toEqual([]);
  const [, , cut] = limited([text(60), sound, text(60)], context);
  expect(left).toEqual(['too-long']);
  expect(cut).toMatchObject({
    kind: 'text',
    text: expect.stringMatching(/, and so on$/) as string,
  });
  const said = cut?.kind === 'text' ? cut.text.replace(', and so on', '') : '';
  expect(said.length).toBeGreaterThan(30);
  expect(said.length).toBeLessThanOrEqual(40);
});

test('a voice’s name has at most a hundred characters', () => {
  expect(mannerOf(`voice ${'x'.repeat(100)}`)).toEqual({ voice: 'x'.repeat(100) });
  expect(mannerOf(`voice ${'x'.repeat(101)}`)).toBeUndefined();
});

test('any voice can be asked for a quarter of its speed to four times of it', () => {
  expect([mannerOf('0.25x'), mannerOf('4x')]).toEqual([{ speed: 0.25 }, { speed: 4 }]);
  expect([mannerOf('0.24x'), mannerOf('4.01x')]).toEqual([undefined, undefined]);
});

const clock = { locale: 'en', timeZone: 'UTC', nowMs: 0 };

test.each([
  [59, 'in 59 seconds'],
  [-60, '1 minute ago'],
  [3_599, 'in 60 minutes'],
  [3_600, 'in 1 hour'],
  [86_400, 'tomorrow'],
  [2_600_000, 'in 30 days'],
  [2_640_000, 'next month'],
  [31_500_000, 'in 12 months'],
  [31_600_000, 'next year'],
])('a moment that is %d seconds away is %s', (seconds, words) => {
  expect(timestampWords(seconds, 'R', clock)).toBe(words);
});

test('in a zone that nobody knows it is the time of UTC', () => {
  const unknown = { ...clock, timeZone: 'Nowhere/At_all' };
  expect(timestampWords(43_200, 't', unknown)).toBe(timestampWords(43_200, 't', clock));
});

test('a link’s host is said with up to sixty characters', () => {
  const phrases = phrasesIn('en');
  const names = { channel: () => undefined } as unknown as Parameters<typeof linkParts>[1]['names'];
  const said = (length: number) =>
    linkParts(`https://${'x'.repeat(length - 3)}.de/`, { phrases, names, links: 'domain' });
  expect(said(60)).toMatchObject([{ text: `${'x'.repeat(57)}.de` }]);
  expect(said(61)).toMatchObject([{ text: phrases.link }]);
});
