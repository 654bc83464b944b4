import { expect, test } from 'vitest';

import type { SpeechLanguage } from '#speech/catalogue.ts';
import { distinct, knownTag } from '#voices/language.ts';

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
  expect(knownTag(asked, languages, undefined)).toBe(tag);
});

test.each([
  ['Griechisch', 'de', 'el'],
  ['ギリシャ語', 'ja', 'el'],
  // As the bot writes it, and as other programs do.
  ['英語（英国）', 'ja', 'en-gb'],
  ['イギリス英語', 'ja', 'en-gb'],
  ['英語 (英国)', 'ja', 'en-gb'],
  ['Griechisch', 'ja', undefined],
  ['Griechisch', undefined, undefined],
  ['Greek', 'ja', 'el'],
  ['Ελληνικά', 'de', 'el'],
])('“%s”, typed by somebody whose Discord is in %s, is %s', (asked, locale, tag) => {
  const greek = { slug: 'g', name: 'Modern Greek', tag: 'el', voices: [] };
  expect(knownTag(asked, [...named, greek], locale)).toBe(tag);
});

test('a region that is called like its language is not listed beside it', () => {
  const language = (tag: string, name: string) => ({ slug: tag, name, tag, voices: [] });
  const french = [language('fr-fr', 'French'), language('fr', 'French')];
  const english = [language('en-us', 'English (US)'), language('en', 'English')];
  const spanish = [language('es-es', 'Spanish')];
  const listed = distinct([...french, ...english, ...spanish, ...english]);
  expect(listed.map(({ tag }) => tag)).toEqual(['fr', 'en-us', 'en', 'es-es']);
});
