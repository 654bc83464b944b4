import { beforeAll, describe, expect, test } from 'vitest';

import { emojiNames } from '#text/emoji/names.ts';
import { textOf, words } from '#text/words.ts';

import { allCases } from './cases/all.ts';
import { messageOf, namesByLanguage, optionsFor } from './words-options.ts';

beforeAll(async () => {
  for (const [locale] of Object.values(allCases).flat()) {
    const [base = locale] = locale.split('-');
    namesByLanguage.set(base, await emojiNames(base));
  }
});

describe.each(Object.entries(allCases))('%s', (_topic, cases) => {
  test.each(cases)('%s: %j is spoken as %j', (locale, written, spoken) => {
    expect(textOf(words(messageOf(written), optionsFor(locale)))).toBe(spoken);
  });
});

test('the table has at least 1,000 different cases in at least twelve languages', () => {
  const cases = Object.values(allCases).flat();
  expect(new Set(cases.map((entry) => JSON.stringify(entry))).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(1_000);
  expect(new Set(cases.map(([locale]) => locale)).size).toBeGreaterThanOrEqual(12);
});
