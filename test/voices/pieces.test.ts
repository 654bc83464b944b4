import { expect, test } from 'vitest';

import { piecesOf } from '#voices/pieces.ts';

import { designer } from '../features/own-voices/desk.ts';

const sizes = { maxChars: 100, firstMaxChars: 50 };
const text = 'This is a sentence of the usual length. '.repeat(8).trim();
const request = { text, model: designer.slug, language: 'English', speed: 1 };

test('a text is cut into pieces, the first of them short', () => {
  const voice = { mode: 'preset', id: 'Vivian' } as const;
  const pieces = piecesOf({ ...request, voice }, designer, sizes);
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.every(({ length }) => length <= 100)).toBe(true);
});

test('a text in a designed voice is cut only where the model takes no more: each job makes another voice', () => {
  const voice = { mode: 'design', description: 'an old wizard' } as const;
  expect(piecesOf({ ...request, voice }, designer, sizes)).toEqual([text]);
  const small = { ...designer, limits: { ...designer.limits, maxTextChars: 200 } };
  expect(piecesOf({ ...request, voice }, small, sizes).length).toBe(2);
});
