import { expect, test } from 'vitest';

import { languageTag } from '#speech/deapi/language-tag.ts';

test.each([
  ['en-us', 'English (US)', 'en-us'],
  ['pt-br', 'Portuguese (Brazil)', 'pt-br'],
  ['pt_BR', 'Portuguese', 'pt-br'],
  ['fr-fr', 'French', 'fr-fr'],
  ['de', 'German', 'de'],
  ['he', 'Hebrew', 'he'],
  ['English', 'English', 'en'],
  ['Chinese', 'Chinese', 'zh'],
  ['Japanese', 'Japanese', 'ja'],
  ['Mandarin', 'Mandarin', 'zh'],
  ['Portuguese (Brazil)', '', 'pt-br'],
  ['English (UK)', '', 'en-gb'],
  ['English (in)', '', 'en-in'],
  ['Brazilian Portuguese', '', 'pt-br'],
  ['British English', '', 'en-gb'],
  ['english_voice', 'English', 'en'],
  ['zh-hans', 'Chinese', 'zh-hans'],
  ['Klingonese', 'Speech of Qo’noS', 'und'],
  ['', '', 'und'],
])('%s, called %s, is %s', (slug, name, tag) => {
  expect(languageTag(slug, name)).toBe(tag);
});
