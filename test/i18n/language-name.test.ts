import { expect, test } from 'vitest';

import { enumerated } from '#i18n/enumeration.ts';
import { languageName, namesIn } from '#i18n/language-name.ts';

test.each([
  ['es', 'de', 'alemán'],
  // For this one Spanish has no word of its own here.
  ['es', 'ltg', 'Latgalian'],
  ['es', 'no language', 'no language'],
])('in %s, “%s” is called “%s”', (locale, tag, name) => {
  expect(languageName(tag, locale)).toBe(name);
});

test('Japanese has signs as wide as its letters, and what Intl writes is known as well', () => {
  expect(languageName('en-US', 'ja')).toBe('英語（アメリカ）');
  expect(namesIn('ja', 'en-US')).toContain('英語 (アメリカ)');
});

test.each([
  ['en', 'a, b, c'],
  ['ja', 'a、b、c'],
])('things that more follow are written side by side in %s: %s', (locale, written) => {
  expect(enumerated(['a', 'b', 'c'], locale, 'unit')).toBe(written);
});
