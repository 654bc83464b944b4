import { expect, test } from 'vitest';

import { languageName } from '#i18n/language-name.ts';

test.each([
  ['es', 'de', 'alemán'],
  // For this one Spanish has no word of its own here.
  ['es', 'ltg', 'Latgalian'],
  ['es', 'no language', 'no language'],
])('in %s, “%s” is called “%s”', (locale, tag, name) => {
  expect(languageName(tag, locale)).toBe(name);
});
