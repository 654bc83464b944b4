import { validate } from '@cfworker/json-schema';
import { expect, test } from 'vitest';

import type { Schema } from './description.ts';
import { Fitting } from './fitting.ts';

const fields = { type: 'object', properties: { a: { type: 'string' } } };
const texts = [
  '',
  'a',
  'ab',
  '😀',
  '😀😀',
  '12',
  '2026-01-31',
  '2026-01-31T10:00:00.000Z',
  'https://a.example/x?y=1',
];
const lists = [[], ['a'], [1, 1], [1, 2], [{ a: 1 }, { a: 1 }], ['a', 1]];
const objects = [{}, { a: 'x' }, { a: 1 }, { b: 1 }, { a: 'x', b: 1 }];
const values = [null, true, false, 0, 1, 2, 1.5, -3, ...texts, ...lists, ...objects];

test.each<Schema>([
  {},
  ...['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'].map((type) => ({
    type,
  })),
  { type: ['integer', 'null'] },
  { const: 'a' },
  { const: { a: 1 } },
  { enum: [1, 'a', null, [1, 2]] },
  { allOf: [{ type: 'string' }, { maxLength: 1 }] },
  { anyOf: [{ type: 'null' }, { const: 1 }, fields] },
  { not: fields },
  { required: ['a', 'b'] },
  fields,
  { ...fields, additionalProperties: false },
  { ...fields, additionalProperties: { type: 'string' } },
  { minProperties: 1 },
  { maxProperties: 1 },
  { items: { type: 'string' } },
  { minItems: 1 },
  { maxItems: 1 },
  { uniqueItems: true },
  { uniqueItems: false },
  { minLength: 2 },
  { maxLength: 1 },
  { pattern: '^(0|[1-9][0-9]*)$' },
  ...['uri', 'date-time', 'int32', 'snowflake'].map((format) => ({ format })),
  { minimum: 1 },
  { maximum: 1 },
  { description: 'A number', type: 'number' },
])('what fits %j is what the library that says why finds right', (schema) => {
  const fits = new Fitting(() => ({})).of(schema);
  expect(values.filter(fits)).toEqual(
    values.filter((value) => validate(value, { ...schema }, '2020-12').valid),
  );
});

test('a schema may hold itself by its name', () => {
  const tree = {
    type: 'object',
    properties: { inner: { $ref: '#/tree' } },
    additionalProperties: false,
  };
  const fits = new Fitting(() => tree).of(tree);
  expect(fits({ inner: { inner: {} } })).toBe(true);
  expect(fits({ inner: { inner: { outer: 1 } } })).toBe(false);
});

test('a keyword that is not known is no silent consent', () => {
  expect(() => new Fitting(() => ({})).of({ if: { type: 'string' } })).toThrow('keyword "if"');
});
