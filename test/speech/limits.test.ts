import { expect, test } from 'vitest';

import { inEnglish } from '#i18n/texts.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { refusedBy } from '#speech/limits.ts';
import type { SpeechRequest } from '#speech/speech.ts';

const model: SpeechModel = {
  engine: 'deapi',
  slug: 'Kokoro',
  name: 'Kokoro',
  modes: ['preset'],
  takesStyle: false,
  languages: [
    {
      slug: 'en-us',
      name: 'English (US)',
      tag: 'en-us',
      voices: [{ slug: 'af_sky', name: 'Sky' }],
    },
    { slug: 'it', name: 'Italian', tag: 'it', voices: [{ slug: 'if_sara', name: 'Sara' }] },
  ],
  limits: {
    minTextChars: 3,
    maxTextChars: 20,
    minSpeed: 0.5,
    maxSpeed: 2,
    formats: ['mp3'],
    minClipMs: 3_000,
    maxClipMs: 10_000,
  },
  defaults: { language: 'en-us', speed: 1 },
};
const request: SpeechRequest = {
  text: 'Hello there',
  model: 'Kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_sky' },
  speed: 1,
};

test('a request within all limits is left to the service', () => {
  expect(refusedBy(model, request)).toBeUndefined();
  expect(
    refusedBy(model, { ...request, text: '🎉'.repeat(20), format: 'mp3', speed: 0.5 }),
  ).toBeUndefined();
  expect(refusedBy(model, { ...request, text: 'yes', speed: 2 })).toBeUndefined();
});

test.each<[string, Partial<SpeechRequest>, string, RegExp]>([
  ['no text', { text: '' }, 'text', /nothing to say/],
  ['only spaces', { text: ' \n\t ' }, 'text', /nothing to say/],
  ['too short a text', { text: 'ok' }, 'text', /2 characters; Kokoro needs at least 3/],
  [
    'too long a text, in code points',
    { text: '🎉'.repeat(21) },
    'text',
    /21 characters; Kokoro takes at most 20/,
  ],
  ['too fast', { speed: 2.1 }, 'speed', /from 0.5 to 2/],
  ['no number as speed', { speed: Number.NaN }, 'speed', /from 0.5 to 2/],
  ['another format', { format: 'flac' }, 'format', /mp3 and no other/],
  ['another language', { language: 'tlh' }, 'lang', /does not speak the language “tlh”/],
  [
    'a voice of another language',
    { voice: { mode: 'preset', id: 'if_sara' } },
    'voice',
    /no voice “if_sara” in English/,
  ],
  [
    'a clone',
    {
      voice: {
        mode: 'clone',
        clip: { bytes: new Uint8Array(1), format: 'mp3', durationMs: 5_000 },
      },
    },
    'mode',
    /no cloned voices/,
  ],
  [
    'an empty recording',
    { voice: { mode: 'clone', clip: { bytes: new Uint8Array(), format: 'mp3', durationMs: 0 } } },
    'ref_audio',
    /recording is empty/,
  ],
  ['a language with a long name', { language: 'x'.repeat(99) }, 'lang', /“x{40}”/],
  [
    'an empty description',
    { voice: { mode: 'design', description: ' ' } },
    'instruct',
    /description of the voice is empty/,
  ],
])('%s is refused, with a sentence for it', (_, more, field, words) => {
  const error = refusedBy(model, { ...request, ...more });
  expect(error?.failure).toBe('refused');
  const [why = ''] = error?.facts.fields?.[field] ?? [];
  expect(typeof why === 'string' ? why : inEnglish(why)).toMatch(words);
  // The message goes to logs, and holds nothing that was written.
  expect(error?.message).toBe(
    `Kokoro would refuse ${Object.keys(error?.facts.fields ?? {}).join(', ')}`,
  );
});

test('all that is wrong is said at once', () => {
  const error = refusedBy(model, { ...request, text: 'x', speed: 9, language: 'tlh' });
  expect(Object.keys(error?.facts.fields ?? {})).toEqual(['text', 'speed', 'lang']);
});

test('limits that the service did not state refuse nothing', () => {
  const unstated = { ...model, stated: new Set<never>() };
  expect(refusedBy(unstated, { ...request, text: 'ok', speed: 3, format: 'flac' })).toBeUndefined();
  expect(refusedBy(unstated, { ...request, text: '' })?.failure).toBe('refused');
});

test('a model that lists no languages or no voices is asked', () => {
  expect(refusedBy({ ...model, languages: [] }, { ...request, language: 'tlh' })).toBeUndefined();
});
