import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { modelIdsOf, speakingModels, speechModels, voicesOf } from '#speech/openai/catalogue.ts';

describe('voices as servers list them', () => {
  test.each([
    ['ids', ['af_bella', 'nova'], ['af_bella', 'nova']],
    ['ids in an object', { voices: ['af_bella'] }, ['af_bella']],
    ['objects', { voices: [{ id: 'af_heart', name: 'af_heart' }] }, ['af_heart']],
    ['objects of another kind', { voices: [{ voice_id: 'x', name: 'X', language: 'de' }] }, ['x']],
    ['names alone', { data: [{ name: 'tara', gender: 'Female' }] }, ['tara']],
    ['the same twice', ['a', 'a', { id: 'a' }], ['a']],
    ['some of it rubbish', { voices: [null, 3, {}, '', { id: 7 }, 'ok', 'x'.repeat(101)] }, ['ok']],
    ['nothing', { voices: [] }, []],
    ['a text', 'voices', []],
    ['nothing at all', undefined, []],
  ])('%s', (_, json, ids) => {
    expect(voicesOf(json).map(({ id }) => id)).toEqual(ids);
  });
});

describe('models that speak', () => {
  test.each([
    [
      'OpenAI',
      ['gpt-5', 'whisper-1', 'tts-1', 'gpt-4o-mini-tts', 'gpt-4o-transcribe'],
      ['tts-1', 'gpt-4o-mini-tts'],
    ],
    ['a Kokoro server, whose aliases are left out', ['tts-1', 'tts-1-hd', 'kokoro'], ['kokoro']],
    ['a server with one model of any name', ['my-voice'], ['my-voice']],
    ['a server with one model of no known name', ['zonos-2'], ['zonos-2']],
    ['a server of language models only', ['a', 'b', 'c', 'd'], ['tts-1']],
    ['a server without a list', undefined, ['tts-1']],
  ])('of %s', (_, listed, speaking) => {
    expect(speakingModels(listed)).toEqual(speaking);
  });

  test('the operator’s choice counts alone', () => {
    expect(speakingModels(['tts-1', 'kokoro'], 'orpheus')).toEqual(['orpheus']);
  });

  test('ids are read from the list', () => {
    expect(modelIdsOf({ object: 'list', data: [{ id: 'tts-1' }, { id: 'tts-1' }, {}, 3] })).toEqual(
      ['tts-1'],
    );
  });
});

test('Kokoro’s voices are found under their languages, with names and genders', () => {
  const voices = [
    'af_bella',
    'am_adam',
    'bf_emma',
    'jf_alpha',
    'zm_yunxi',
    'pf_dora',
    'custom',
  ].map((id) => ({ id }));
  const [model] = speechModels({ models: ['kokoro'], voices }, { deapi: false });
  const spoken = model?.languages.map(({ tag, voices }) => [
    tag,
    voices.map(({ slug, name, gender }) => [slug, name, gender].join(' ')),
  ]);
  expect(spoken).toEqual([
    ['en-us', ['af_bella Bella female', 'am_adam Adam male', 'custom Custom ']],
    ['en-gb', ['bf_emma Emma female']],
    ['ja', ['jf_alpha Alpha female']],
    ['zh', ['zm_yunxi Yunxi male']],
    ['pt-br', ['pf_dora Dora female']],
  ]);
  expect(model?.defaults).toEqual({ language: 'en-us', voice: 'af_bella', speed: 1 });
  expect(model?.limits).toMatchObject({
    maxTextChars: 10_000,
    formats: ['mp3', 'opus', 'flac', 'wav'],
  });
});

test('a server that lists no voices has the common ones, in every language that OpenAI names', () => {
  const models = speechModels({ models: ['tts-1', 'gpt-4o-mini-tts'] }, { deapi: false });
  expect(models.map(({ slug, takesStyle }) => [slug, takesStyle])).toEqual([
    ['tts-1', false],
    ['gpt-4o-mini-tts', true],
  ]);
  const [tts] = models;
  expect(tts?.limits).toMatchObject({ maxTextChars: 4096, minSpeed: 0.25, maxSpeed: 4 });
  expect(tts?.languages).toHaveLength(57);
  expect(tts?.languages.find(({ tag }) => tag === 'de')).toMatchObject({ name: 'German' });
  for (const { name, voices } of tts?.languages ?? []) {
    expect(name).toMatch(/^\p{Lu}/u);
    expect(voices.map(({ slug }) => slug)).toEqual([
      'alloy',
      'echo',
      'fable',
      'onyx',
      'nova',
      'shimmer',
    ]);
  }
});

test('deAPI’s gateway has its Kokoro, which makes mp3 only', () => {
  const [model] = speechModels({}, { deapi: true });
  expect(model).toMatchObject({
    slug: 'Kokoro',
    languages: [{ tag: 'en-us', voices: expect.arrayContaining([{ slug: 'nova', name: 'Nova' }]) }],
    limits: { minTextChars: 3, maxTextChars: 10_001, minSpeed: 0.5, maxSpeed: 2, formats: ['mp3'] },
  });
});

test('a language that the server names is used, and one that nobody names is any', () => {
  const voices = [
    { id: 'thorsten', language: 'de_DE' },
    { id: 'tara' },
    { id: 'odd', language: '??' },
  ];
  const [model] = speechModels({ models: ['piper'], voices }, { deapi: false });
  expect(model?.languages.map(({ tag, name, voices }) => [tag, name, voices.length])).toEqual([
    ['de-de', 'German (Germany)', 1],
    ['mul', 'Any language', 2],
  ]);
});

test('whatever a server lists, every model has a voice to begin with', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (models, voices) => {
      for (const model of speechModels(
        { models: modelIdsOf({ data: models }), voices: voicesOf(voices) },
        { deapi: false },
      )) {
        const language = model.languages.find(({ slug }) => slug === model.defaults.language);
        expect(language?.voices.map(({ slug }) => slug)).toContain(model.defaults.voice);
      }
    }),
  );
});
