import { expect, test } from 'vitest';
import { z } from 'zod';

import { flag, listOf, number, parseJson, partOf, word, wrapped } from '#speech/http/json.ts';

test.each([
  [word, 'a', 'a'],
  [word, '', undefined],
  [word, 7, undefined],
  [number, 0.5, 0.5],
  [number, '100.00', 100],
  [number, ' ', undefined],
  [number, 'many', undefined],
  [number, Infinity, undefined],
  [number, null, undefined],
  [flag, '1', true],
  [flag, 'false', false],
  [flag, 2, undefined],
] as const)('of %o %j is read as %j', (shape, given, expected) => {
  expect(shape.parse(given)).toBe(expected);
});

test.each([
  [
    ['a', 7, 'b'],
    ['a', 'b'],
  ],
  [{ 0: 'a', 2: 'b' }, ['a', 'b']],
  [null, []],
  ['a', []],
])('of the list %j what can be read is read: %j', (given, expected) => {
  expect(listOf(z.string()).parse(given)).toEqual(expected);
});

test.each([
  [{ info: { size: '3' } }, 3],
  [{ info: [] }, undefined],
  [{ info: null }, undefined],
  [{}, undefined],
])('a part that is missing or written as an empty list costs nothing: %j', (given, expected) => {
  expect(z.object({ info: partOf({ size: number }) }).parse(given).info.size).toBe(expected);
});

test('an answer is read with and without the wrapping, and what is none not at all', () => {
  const shape = wrapped({ id: word });
  expect(shape.parse({ data: { id: 'a' } })).toEqual({ id: 'a' });
  expect(shape.parse({ id: 'a' })).toEqual({ id: 'a' });
  expect(shape.safeParse('a').success).toBe(false);
  expect(parseJson('<html>')).toBeUndefined();
  expect(parseJson('\u{FEFF}{"id":"a"}')).toEqual({ id: 'a' });
});
