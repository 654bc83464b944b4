import { expect, test } from 'vitest';

import type { SpeechLanguage } from '../../src/speech/catalogue.ts';
import { knownTag } from '../../src/voices/language.ts';
import { models } from './models.ts';

const named = models.flatMap(({ languages }) => languages);
const any: SpeechLanguage = { slug: 'mul', name: 'Any language', tag: 'mul', voices: [] };

test.each([
  ['de', named, 'de'],
  ['German', named, 'de'],
  ['DEUTSCH', named, 'de'],
  ['english', named, 'en'],
  ['English (UK)', named, 'en-gb'],
  ['en_GB', named, 'en-gb'],
  ['pt', named, 'pt-br'],
  ['fr', named, undefined],
  ['', named, undefined],
  // Voices that take the language from the text speak every one.
  ['fr', [any], 'fr'],
  ['French', [any], 'fr'],
  ['français', [any, ...named], 'fr'],
  ['mul', [any], 'mul'],
  ['Klingon', [any], undefined],
])('the language %j among these is %j', (asked, languages, tag) => {
  expect(knownTag(asked, languages)).toBe(tag);
});
