import { expect, test } from 'vitest';

import { espeakLike, espeakParts, isForFlite } from '#speech/embedded/casting.ts';

const cast = (text: string, language: string, voice = 'standard'): readonly string[] | undefined =>
  espeakParts(text, language, voice)?.map((part) => `${part.voice}: ${part.text}`);

test.each([
  ['Guten Tag', 'de', ['gmw/de: Guten Tag']],
  ['привет, как дела?', 'ru', ['zle/ru: привет, как дела?']],
  ['привет', 'uk', ['zle/uk: привет']],
  ['play привет now', 'en-us', ['gmw/en-US: play ', 'zle/ru: привет ', 'gmw/en-US: now']],
  ['go! скоро 5 минут', 'de', ['gmw/de: go! ', 'zle/ru: скоро 5 минут']],
  ['שלום עולם', 'en-us', ['sem/he: שלום עולם']],
  ['ok 안녕', 'fr', ['roa/fr: ok ', 'ko: 안녕']],
  ['discord で', 'ja', ['jpx/ja: discord で']],
  ['hello привет', 'ru', ['zle/ru: hello привет']],
  ['1, 2, 3', 'th', ['tai/th: 1, 2, 3']],
])('%j for a voice of %s', (text, language, parts) => {
  expect(cast(text, language)).toEqual(parts);
});

test('the variant of the voice is kept', () => {
  expect(cast('ok привет', 'en-us', 'f2')).toEqual(['gmw/en-US+f2: ok ', 'zle/ru+f2: привет']);
});

test('a language that eSpeak NG lacks is none', () => {
  expect(cast('hello', 'xx')).toBeUndefined();
});

test('Flite is asked for what it can take for English alone', () => {
  expect(isForFlite('naïve café, 5 €, “so” 😀 … ÷')).toBe(true);
  expect(isForFlite('𝕎𝕠𝕨')).toBe(true);
  expect(isForFlite('so привет')).toBe(false);
  expect(isForFlite('π')).toBe(false);
});

test('a woman of Flite becomes a woman, a man a man', () => {
  expect(espeakLike('slt')).toBe('f2');
  expect(espeakLike('rms')).toBe('standard');
});
