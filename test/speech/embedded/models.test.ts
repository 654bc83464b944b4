import load from '@echogarden/espeak-ng-emscripten';
import { expect, test } from 'vitest';

import { espeakLanguages } from '#speech/embedded/espeak-languages.ts';
import { espeakModel, espeakVoice, fliteModel } from '#speech/embedded/models.ts';

test('the languages are those that eSpeak NG has', async () => {
  const { eSpeakNGWorker } = await load();
  const known = new Set(new eSpeakNGWorker().list_voices().map(({ identifier }) => identifier));
  expect(espeakLanguages.filter(([, , identifier]) => !known.has(identifier))).toEqual([]);
  expect(espeakLanguages.length).toBeGreaterThan(100);
});

test.each([fliteModel, espeakModel])(
  '$name has unique slugs, proper tags and its own defaults',
  (model) => {
    const slugs = model.languages.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const { tag, name } of model.languages) {
      expect(Intl.getCanonicalLocales(tag)[0]?.toLowerCase()).toBe(tag);
      expect(name).toMatch(/^\p{Lu}/u);
    }
    const language = model.languages.find(({ slug }) => slug === model.defaults.language);
    expect(language?.voices.map(({ slug }) => slug)).toContain(model.defaults.voice);
  },
);

test('a voice of the catalogue has its name in eSpeak NG', () => {
  expect(espeakVoice('de', 'standard')).toBe('gmw/de');
  expect(espeakVoice('pt-br', 'f2')).toBe('roa/pt-BR+f2');
  expect(espeakVoice('xx', 'standard')).toBeUndefined();
});
