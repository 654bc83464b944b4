import fc from 'fast-check';
import { expect, test } from 'vitest';

import { deapiModel } from '#speech/deapi/models.ts';
import { sampleRateFor } from '#speech/deapi/sample-rate.ts';

const kokoro = {
  name: 'Kokoro',
  slug: 'Kokoro',
  inference_types: ['txt2audio'],
  tags: [],
  status: 'standard_model',
  info: {
    limits: {
      min_text: 3,
      max_text: 10_001,
      min_speed: 0.5,
      max_speed: 2,
      output_formats: ['mp3'],
    },
    defaults: { voice: 'af_alloy', lang: 'en-us', speed: 1, format: 'mp3', sample_rate: 24_000 },
    features: {},
  },
  languages: [
    {
      name: 'English (US)',
      slug: 'en-us',
      voices: [
        { name: 'Sky', slug: 'af_sky', gender: 'female' },
        { name: 'Alloy', slug: 'af_alloy', gender: null },
      ],
    },
    {
      name: 'English (UK)',
      slug: 'en-gb',
      voices: [{ name: 'Alice', slug: 'bf_alice', gender: 'female' }],
    },
  ],
};

function model(more: Record<string, unknown> = {}) {
  const read = deapiModel({ ...kokoro, ...more });
  if (!read) throw new Error('expected a model');
  return read;
}

test('a documented entry is read in full', () => {
  expect(model()).toMatchObject({
    engine: 'deapi',
    slug: 'Kokoro',
    modes: ['preset'],
    takesStyle: false,
    sampleRateHz: 24_000,
    limits: { minTextChars: 3, maxTextChars: 10_001, minSpeed: 0.5, maxSpeed: 2, formats: ['mp3'] },
    defaults: { language: 'en-us', voice: 'af_alloy', speed: 1 },
  });
  expect(model().languages[0]).toEqual({
    slug: 'en-us',
    name: 'English (US)',
    tag: 'en-us',
    voices: [
      { slug: 'af_sky', name: 'Sky', gender: 'female' },
      { slug: 'af_alloy', name: 'Alloy' },
    ],
  });
});

test.each([
  ['types as an object', { inference_types: { txt2audio: { label: 'TTS' } } }],
  ['info as an empty PHP array', { info: [] }],
  ['info as null', { info: null }],
  ['no info', { info: undefined }],
  ['limits as an empty PHP array', { info: { limits: [], defaults: [], features: [] } }],
  ['languages as an object', { languages: { 0: kokoro.languages[0], 1: kokoro.languages[1] } }],
])('%s is borne', (_, more) => {
  const read = model(more);
  expect(read.limits).toMatchObject({
    minTextChars: 3,
    maxTextChars: 10_001,
    minSpeed: 0.5,
    maxSpeed: 2,
  });
  expect(read.defaults.language).toBe('en-us');
  expect(read.languages).toHaveLength(2);
});

test('numbers may be written as strings', () => {
  const limits = { min_text: '5', max_text: '300', min_speed: '0.8', max_speed: '1.20' };
  expect(model({ info: { limits, defaults: { speed: '1', sample_rate: '22050' } } })).toMatchObject(
    {
      sampleRateHz: 22_050,
      limits: { minTextChars: 5, maxTextChars: 300, minSpeed: 0.8, maxSpeed: 1.2 },
    },
  );
});

test.each([
  ['by slug', { lang: 'en-gb', voice: 'bf_alice' }, 'en-gb', 'bf_alice'],
  ['by display name', { lang: 'English (UK)', voice: 'Alice' }, 'en-gb', 'bf_alice'],
  ['by a name in another case', { lang: 'english (us)', voice: 'SKY' }, 'en-us', 'af_sky'],
  ['with a voice of another language', { lang: 'en-gb', voice: 'af_sky' }, 'en-gb', 'bf_alice'],
  [
    'with a language that is not there',
    { lang: 'Klingon', voice: 'af_alloy' },
    'en-us',
    'af_alloy',
  ],
  ['not at all', {}, 'en-us', 'af_sky'],
])('defaults are found %s', (_, defaults, language, voice) => {
  expect(model({ info: { defaults } }).defaults).toMatchObject({ language, voice });
});

test('limits that the service does not state are known, but no reason to refuse', () => {
  expect([...model({ info: { limits: { max_text: 50 } } }).stated]).toEqual(['maxTextChars']);
});

test('a limit of nothing is no limit that the service states', () => {
  const limits = { min_text: 0, max_text: 0, max_speed: '0', max_ref_audio_duration: 0 };
  const read = model({ info: { limits } });
  expect([...read.stated]).toEqual([]);
  expect(read.limits).toMatchObject({ maxTextChars: 10_001, maxSpeed: 2 });
});

test('the length of clips is the model’s own, when it says so, else what the documentation says of all', () => {
  const slug = 'Qwen3_TTS_12Hz_1_7B_Base';
  expect(model({ slug, info: {} }).limits).toMatchObject({ minClipMs: 3_000, maxClipMs: 10_000 });
  const limits = { min_ref_audio_duration: 4, max_ref_audio_duration: '12.5' };
  expect(model({ slug, info: { limits } }).limits).toMatchObject({
    minClipMs: 4_000,
    maxClipMs: 12_500,
  });
});

test('mp3 comes first, whatever else is listed', () => {
  const limits = { output_formats: ['FLAC', 'mp3', 'wav', 'mp3'] };
  expect(model({ info: { limits } }).limits.formats).toEqual(['mp3', 'flac', 'wav']);
});

test.each([
  ['Kokoro', ['preset'], false],
  ['Chatterbox', ['preset'], false],
  ['Qwen3_TTS_12Hz_1_7B_CustomVoice', ['preset'], true],
  ['Qwen3_TTS_12Hz_1_7B_Base', ['clone'], false],
  ['Qwen3_TTS_12Hz_1_7B_VoiceDesign', ['design'], false],
  ['Qwen4_TTS_Base', ['clone'], false],
  ['Some_VoiceDesign_2', ['design'], false],
  ['Next_CustomVoice', ['preset'], true],
  ['Unheard', ['preset'], false],
  ['__proto__', ['preset'], false],
  ['toString', ['preset'], false],
])('%s has the modes %j', (slug, modes, takesStyle) => {
  expect(model({ slug })).toMatchObject({ modes, takesStyle });
});

test.each([[[]], [null], [undefined], [{}]])(
  'a model that lists %j as languages speaks those that are known of it',
  (languages) => {
    const cloner = model({ slug: 'Qwen3_TTS_12Hz_1_7B_Base', languages });
    expect(cloner.modes).toEqual(['clone']);
    expect(cloner.languages).toHaveLength(10);
    expect(cloner.languages[6]).toEqual({ slug: 'German', name: 'German', tag: 'de', voices: [] });
    expect(cloner.defaults.language).toBe('English');
    const unknown = model({ slug: 'New_Base', languages });
    expect(unknown.languages.map(({ slug }) => slug)).toEqual(['en-us']);
    expect(model({ slug: 'New_Base', languages, info: [] }).languages).toEqual([]);
  },
);

test('a name that can’t be seen is none', () => {
  const blank = { name: ' ', slug: 'en-us', voices: [{ name: '\t', slug: 'af_sky' }] };
  const { name, languages } = model({ name: '  ', languages: [blank] });
  expect([name, languages[0]?.name, languages[0]?.voices[0]?.name]).toEqual([
    'Kokoro',
    'en-us',
    'af_sky',
  ]);
});

test('a model without voices clones or designs, whatever it is called', () => {
  expect(
    model({ slug: 'Unheard', languages: [{ slug: 'en', name: 'English', voices: [] }] }).modes,
  ).toEqual(['clone', 'design']);
});

test.each([
  ['a model of another kind', { ...kokoro, inference_types: ['txt2img'] }],
  ['no types', { ...kokoro, inference_types: null }],
  ['no slug', { ...kokoro, slug: '' }],
  ['text', 'Kokoro'],
  ['null', null],
  ['a list', []],
])('%s is no model that speaks', (_, entry) => {
  expect(deapiModel(entry)).toBeUndefined();
});

test('any JSON is a sound model or none', () => {
  const entry = fc.record({
    slug: fc.oneof(fc.string(), fc.jsonValue()),
    name: fc.jsonValue(),
    inference_types: fc.oneof(fc.constant(['txt2audio']), fc.jsonValue()),
    info: fc.oneof(
      fc.jsonValue(),
      fc.record({
        limits: fc.dictionary(
          fc.constantFrom('min_text', 'max_text', 'min_speed', 'output_formats'),
          fc.jsonValue(),
        ),
        defaults: fc.jsonValue(),
      }),
    ),
    languages: fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record({
          slug: fc.string(),
          name: fc.jsonValue(),
          voices: fc.oneof(
            fc.jsonValue(),
            fc.array(fc.record({ slug: fc.string(), gender: fc.jsonValue() })),
          ),
        }),
      ),
    ),
  });
  fc.assert(
    fc.property(entry, (entry) => {
      const read = deapiModel(entry);
      if (!read) return;
      expect(read.slug).not.toBe('');
      expect(read.limits.formats.length).toBeGreaterThan(0);
      for (const limit of Object.values(read.limits).filter((value) => typeof value === 'number'))
        expect(limit).toBeGreaterThan(0);
    }),
  );
});

test('several sample rates are offered, one is not', () => {
  const rates = (listed: unknown) =>
    model({ info: { limits: { sample_rates: listed } } }).limits.sampleRatesHz;
  expect(rates([48_000, '24000', 'any'])).toEqual([24_000, 48_000]);
  expect(rates([24_000])).toBeUndefined();
  expect(rates(undefined)).toBeUndefined();
});

test.each([
  [{ supports_instruct: '1' }, true],
  [{ supports_style: true }, true],
  [{ supports_instruct: '0' }, false],
  [{}, false],
])('a model with presets that says %j takes a style: %s', (features, takesStyle) => {
  expect(model({ info: { features } }).takesStyle).toBe(takesStyle);
});

test('a model that designs takes a description, and no style', () => {
  const slug = 'Qwen3_TTS_12Hz_1_7B_VoiceDesign';
  expect(model({ slug, info: { features: { supports_instruct: 1 } } }).takesStyle).toBe(false);
});

test.each([
  [
    'as it is wished for, where the model has it',
    48_000,
    { sample_rates: [24_000, 48_000] },
    48_000,
  ],
  ['the model’s own, where it has others', 44_100, { sample_rates: [24_000, 48_000] }, 24_000],
  ['as it is wished for, where nobody says which there are', 48_000, {}, 48_000],
  [
    'the model’s own, where none is wished for',
    undefined,
    { sample_rates: [24_000, 48_000] },
    24_000,
  ],
])('the sample rate is %s', (_, sampleRateHz, limits, rate) => {
  const wish = sampleRateHz === undefined ? {} : { sampleRateHz };
  expect(sampleRateFor(wish, model({ info: { limits } }))).toBe(rate);
});
