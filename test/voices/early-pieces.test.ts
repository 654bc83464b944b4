import fc from 'fast-check';
import { expect, test } from 'vitest';

import { firstPieceChars } from '#text/first-piece.ts';
import { announcedPiecesOf, cheaperPieces, earlyPiecesOf } from '#voices/early-pieces.ts';

import { designer } from '../features/own-voices/desk.ts';

const { most } = firstPieceChars;
const sizes = { maxChars: 1_000, firstMaxChars: 250 };
const voice = { mode: 'preset', id: 'Vivian' } as const;
const request = { model: designer.slug, language: 'English', speed: 1, voice };
const sentence = 'This is a sentence of the usual length. ';
const withLimits = (limits: Partial<typeof designer.limits>) => ({
  ...designer,
  limits: { ...designer.limits, ...limits },
});

test('of a long text the first sentence is a piece of its own, and the others are as usual', () => {
  const text = sentence.repeat(40).trim();
  const [first, second = '', third = ''] =
    earlyPiecesOf({ ...request, text }, designer, sizes) ?? [];
  expect(first).toBe(sentence.trim());
  expect([second.length > 200, second.length <= 250]).toEqual([true, true]);
  expect([third.length > 900, third.length <= 1_000]).toEqual([true, true]);
});

test.each([
  ['a short text', sentence.repeat(2)],
  ['a text without a mark', 'and on '.repeat(60)],
  ['a text of which little is left', `${'word '.repeat(17)}word. It is so.`],
])('%s is not cut', (_, text) => {
  expect(earlyPiecesOf({ ...request, text }, designer, sizes)).toBeUndefined();
});

test('a text is not cut that is as long as a first piece may be, and a longer one is', () => {
  const begin = 'This is how it begins, which is enough. ';
  const text = `${begin}${'And so on it goes for a while. '.repeat(20)}`.slice(0, most - 1);
  const pieces = (end: string) =>
    earlyPiecesOf({ ...request, text: `${text}${end}` }, designer, sizes);
  expect(pieces('.')).toBeUndefined();
  expect(pieces('s.')?.[0]).toBe(begin.trim());
});

test('a text in a designed voice is not cut: each job makes another voice', () => {
  const design = { mode: 'design', description: 'an old wizard' } as const;
  const text = sentence.repeat(8);
  expect(earlyPiecesOf({ ...request, text, voice: design }, designer, sizes)).toBeUndefined();
});

test('no piece is shorter than the model takes, nor longer', () => {
  const text = sentence.repeat(8);
  const piecesFor = (limits: Partial<typeof designer.limits>) =>
    earlyPiecesOf({ ...request, text }, withLimits(limits), sizes);
  expect(piecesFor({ minTextChars: 50 })?.[0]).toBe(sentence.repeat(2).trim());
  expect(piecesFor({ maxTextChars: 30 })).toBeUndefined();
  expect(piecesFor({ minTextChars: 60, maxTextChars: 50 })).toBeUndefined();
});

test('for any text: the pieces joined are the text', () => {
  const words = fc.constantFrom('a', 'word', '今日は', 'No. 5', 'e.g.', 'ну да', '👩‍🚀');
  const marks = fc.constantFrom('. ', ', ', '! ', ' ', '。', '、', '\n');
  const texts = fc
    .array(fc.tuple(words, marks), { maxLength: 150 })
    .map((parts) => parts.flat().join('').trim());
  const letters = (text: string): string => text.replaceAll(/\s/gu, '');
  fc.assert(
    fc.property(texts, (text) => {
      const pieces = earlyPiecesOf({ ...request, text }, withLimits({ minTextChars: 1 }), sizes);
      if (!pieces) return;
      expect(letters(pieces.join(''))).toBe(letters(text));
      const lengths = pieces.map((piece) => [...piece].length);
      expect(lengths.length).toBeGreaterThan(1);
      expect(lengths[0]).toBeGreaterThanOrEqual(24);
      expect(Math.max(...lengths.slice(0, 2))).toBeLessThanOrEqual(250);
    }),
  );
});

const usual = ['Well, that is it. And on.', 'Further.'];
const early = ['Well,', 'that is it. And on.', 'Further.'];

test.each([
  ['nothing is made', [], true, early],
  ['nothing is made, and it may not be early', [], false, usual],
  ['it was made as usual', usual, true, usual],
  ['it was made early', early, false, early],
  ['most of it is made as usual', ['Well, that is it. And on.'], true, usual],
  ['most of it is made early', ['Well,', 'that is it. And on.'], false, early],
  ['what both have is made', ['Further.'], false, usual],
])('where %s, equal words are not made again', (_, made: readonly string[], mayBeEarly, chosen) => {
  const pieces = cheaperPieces(
    { usual, early },
    (piece) => made.includes(piece),
    () => mayBeEarly,
  );
  expect(pieces).toEqual(chosen);
});

const announced = { ...request, announcement: 'Ann said:', text: 'Ann said: hello there' };
const anyLength = withLimits({ minTextChars: 1 });
const whole = ({ text }: { readonly text: string }): readonly string[] => [text];

test('an announcement is a piece of its own, where the model takes texts of any length', () => {
  expect(announcedPiecesOf(announced, anyLength, whole)).toEqual(['Ann said:', 'hello there']);
});

test.each([
  ['of a model that has a least length', announced, withLimits({ minTextChars: 3 })],
  ['of a model that nobody knows', announced, undefined],
  ['without one', { ...announced, announcement: undefined }, anyLength],
  ['whose beginning is another', { ...announced, text: 'Bea said: hello' }, anyLength],
  [
    'in a designed voice',
    { ...announced, voice: { mode: 'design', description: 'an old wizard' } },
    anyLength,
  ],
] as const)('a text %s is cut as any other is', (_, text, model) => {
  const { announcement, ...plain } = text;
  const asked = { ...plain, ...(announcement !== undefined && { announcement }) };
  expect(announcedPiecesOf(asked, model, whole)).toBeUndefined();
});
