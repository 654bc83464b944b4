import { expect, test } from 'vitest';

import type { SpeechModel } from '#speech/catalogue.ts';
import { espeakModel, fliteModel } from '#speech/embedded/models.ts';
import type { SpeechRequest } from '#speech/speech.ts';
import { substitute } from '#speech/substitute.ts';

const kokoro: SpeechModel = {
  ...fliteModel,
  engine: 'deapi',
  slug: 'Kokoro',
  languages: [
    {
      slug: 'en-us',
      tag: 'en-us',
      name: 'English (US)',
      voices: [
        { slug: 'af_sky', name: 'Sky', gender: 'female' },
        { slug: 'am_adam', name: 'Adam', gender: 'male' },
        { slug: 'af_x', name: 'X' },
      ],
    },
    { slug: 'Español', tag: 'es-mx', name: 'Spanish (Mexico)', voices: [] },
  ],
};
const embedded = [fliteModel, espeakModel];
/** Knows one text. */
const shown = (text: string): string | undefined => (text === 'Guten Tag' ? 'de' : undefined);

function request(changes: Partial<SpeechRequest> = {}): SpeechRequest {
  const voice = { mode: 'preset', id: 'af_sky' } as const;
  return { text: 'Hi', model: 'Kokoro', language: 'en-us', voice, speed: 1, ...changes };
}

const clip = { bytes: new Uint8Array(), format: 'wav', durationMs: 3000 } as const;
test.each([
  ['a woman stays a woman', {}, 'flite', 'en', 'slt'],
  ['a man stays a man', { voice: { mode: 'preset', id: 'am_adam' } }, 'flite', 'en', 'rms'],
  [
    'of nobody knows what, the default',
    { voice: { mode: 'preset', id: 'af_x' } },
    'flite',
    'en',
    'slt',
  ],
  [
    'a style is left out',
    { voice: { mode: 'preset', id: 'af_sky', style: 'sad' } },
    'flite',
    'en',
    'slt',
  ],
  ['a clone becomes the default', { voice: { mode: 'clone', clip } }, 'flite', 'en', 'slt'],
  [
    'a design becomes the default',
    { voice: { mode: 'design', description: 'x' } },
    'flite',
    'en',
    'slt',
  ],
  ['the tag counts, not the slug', { language: 'Español' }, 'espeak', 'es', 'standard'],
  [
    'an unknown model is taken by its language',
    { model: 'Gone', language: 'pt-br' },
    'espeak',
    'pt-br',
    'standard',
  ],
  [
    'an unknown region by the plain language',
    { model: 'Gone', language: 'de-at' },
    'espeak',
    'de',
    'standard',
  ],
  [
    'an unknown slug by its name',
    { model: 'Gone', language: 'German' },
    'espeak',
    'de',
    'standard',
  ],
  [
    'any language becomes the default one',
    { model: 'Gone', language: 'mul' },
    'flite',
    'en',
    'slt',
  ],
] satisfies [string, Partial<SpeechRequest>, string, string, string][])(
  '%s',
  (_, changes, model, language, voice) => {
    expect(substitute(request(changes), [kokoro], embedded, shown)).toEqual({
      text: 'Hi',
      model,
      language,
      voice: { mode: 'preset', id: voice },
      speed: 1,
    });
  },
);

test.each([
  [0.1, 0.5],
  [1.5, 1.5],
  [4, 2],
])('speed %d becomes %d', (asked, spoken) => {
  expect(substitute(request({ speed: asked }), [kokoro], embedded, shown)?.speed).toBe(spoken);
});

test('the format is left to the substitute', () => {
  expect(substitute(request({ format: 'mp3' }), [kokoro], embedded, shown)).not.toHaveProperty(
    'format',
  );
});

test('a language that nobody speaks has no substitute', () => {
  expect(substitute(request({ language: 'xx' }), [kokoro], embedded, shown)).toBeUndefined();
  expect(
    substitute(request({ language: 'Español' }), [kokoro], [fliteModel], shown),
  ).toBeUndefined();
});

test('a voice of any language is better than none', () => {
  const any = {
    slug: 'mul',
    tag: 'mul',
    name: 'Any language',
    voices: [{ slug: 'alloy', name: 'Alloy' }],
  };
  const openai: SpeechModel = { ...fliteModel, slug: 'tts', languages: [any] };
  expect(substitute(request({ language: 'ja' }), [kokoro], [openai], shown)).toMatchObject({
    model: 'tts',
  });
  expect(
    substitute(request({ language: 'ja' }), [kokoro], [openai, ...embedded], shown),
  ).toMatchObject({
    model: 'espeak',
  });
});

test('a model that only clones is no substitute', () => {
  const cloner: SpeechModel = { ...fliteModel, modes: ['clone'] };
  expect(substitute(request(), [kokoro], [cloner], shown)).toBeUndefined();
});

test.each([
  ['a voice that reads the letters speaks what was meant for one that doesn’t', {}, 'ru'],
  ['a language that has the letters stays', { language: 'uk', model: 'Gone' }, 'uk'],
  ['a voice of any language gives way to one of the script', { language: 'mul' }, 'ru'],
])('%s', (_, changes, language) => {
  const asked = request({ text: 'Слава', ...changes });
  expect(substitute(asked, [kokoro], embedded, shown)).toMatchObject({ model: 'espeak', language });
});

test('what a voice of any language was to say is in the language that the text shows', () => {
  const asked = request({ text: 'Guten Tag', language: 'mul', model: 'Gone' });
  expect(substitute(asked, [kokoro], embedded, shown)).toMatchObject({ language: 'de' });
});

test('letters that nobody reads have no substitute', () => {
  expect(substitute(request({ text: 'Слава' }), [kokoro], [fliteModel], shown)).toBeUndefined();
});
