import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';

import { estimatedSize } from '#text/dictionary/pattern-size.ts';

test.each([
  'hello',
  'a{290}',
  '(?:ab){100}',
  '(?:(?:a{3}){3}){30}',
  '[a-z]{2,100}',
  '(?i)\\pL{100}',
  '\\p{Han}{100}',
  '\\x{1F600}{100}',
  '[^]]{100}',
  '[[:alpha:]\\]]{100}',
  '(?P<name>ab){100}',
  '(a|b|c){60}',
])('%s is about as large as it is compiled to', (pattern) => {
  const size = RE2JS.compile(pattern).programSize();
  expect(estimatedSize(pattern)).toBeGreaterThan(size / 3);
  expect(estimatedSize(pattern)).toBeLessThan(size * 3 + 10);
});

test('what is repeated without end is seen without being compiled', () => {
  expect(estimatedSize('(?:(?:\\pL{30}){30})'.repeat(10))).toBeGreaterThan(9_000);
  expect(estimatedSize('((((a{100}){100}){100}))')).toBeGreaterThan(1_000_000);
});

test('a pattern that repeats nothing by number is never too large', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), (text) => {
      const pattern = text.replaceAll('{', '');
      expect(estimatedSize(pattern)).toBeLessThanOrEqual(300);
    }),
  );
});
