import { expect, test } from 'vitest';

import { wordingFor } from '#features/own-voices/consent-wording.ts';
import { baseOf } from '#i18n/catalogue.ts';

import { texts, translations } from '../fakes/asker.ts';
import { consentVersions } from './consent-versions.ts';

test('every change of the wording in a language is a new version of it', () => {
  const { languages } = texts;
  const now = languages.map((tag) => [tag, wordingFor(translations(tag)).wordingVersion]);
  // A region that doesn't word it otherwise has the wording of its language.
  const latest = languages.map((tag) => {
    const known = consentVersions[tag] ?? consentVersions[baseOf(tag)];
    return [tag, known?.at(-1)];
  });
  expect(Object.fromEntries(now)).toEqual(Object.fromEntries(latest));
  expect(Object.keys(consentVersions).filter((tag) => !languages.includes(tag))).toEqual([]);
});
