import { expect, test } from 'vitest';

import { anyLanguage } from '#speech/catalogue.ts';
import { espeakLanguages } from '#speech/embedded/espeak-languages.ts';
import { languageText } from '#speech/language-text.ts';

import { translations } from '../fakes/asker.ts';

const [english, german] = [translations('en-US'), translations('de')];

test.each([
  [{ tag: 'en-us', name: 'American' }, 'English (US)', 'Englisch (USA)'],
  [{ tag: 'vi-vn-x-south', name: 'South' }, 'Vietnamese (Southern)', 'Vietnamesisch (Südvietnam)'],
  [{ tag: anyLanguage, name: 'Multi' }, 'any language', 'jede Sprache'],
  // A service's own slug may be no tag at all.
  [{ tag: 'whatever it is', name: 'Whatever' }, 'Whatever', 'Whatever'],
])('%j is called as its reader calls it', (language, inEnglish, inGerman) => {
  const called = languageText(language);
  expect([english(called), german(called)]).toEqual([inEnglish, inGerman]);
});

test('every language of the built-in engine has a name in each language of texts', () => {
  const nameless = espeakLanguages.filter(([tag]) => 'ownWords' in languageText({ tag, name: '' }));
  expect(nameless).toEqual([]);
});

test('no two languages of the built-in engine are called alike', () => {
  const names = espeakLanguages.map(([tag, name]) => german(languageText({ tag, name })));
  expect(new Set(names).size).toBe(names.length);
});
