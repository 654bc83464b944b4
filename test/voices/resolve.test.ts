import fc from 'fast-check';
import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { voiceBook } from '#voices/book.ts';
import { quoted } from '#voices/quoted.ts';
import { resolve } from '#voices/resolve.ts';
import type { VoiceChoice } from '#voices/resolve.ts';
import { voiceSearch } from '#voices/search.ts';

import { espeak, kokoro, models } from './models.ts';

const book = voiceBook(models);
const search = voiceSearch(book);
const long = 'A sentence that every model takes.';

function chosen(text: string, choice: VoiceChoice, preferences: VoiceChoice = {}): string {
  const { request } = resolve({ text, asked: choice, book, neighbours: search }, preferences);
  const voice = request.voice.mode === 'preset' ? request.voice : undefined;
  return [
    request.model.slice(0, 10),
    request.language,
    voice?.id,
    voice?.style,
    request.speed,
    request.format,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

test.each<[string, VoiceChoice, VoiceChoice, string]>([
  [
    'nothing asked: the model for the shortest texts, its own voice',
    {},
    {},
    'Kokoro en-us af_alloy 1',
  ],
  [
    'a voice by slug brings its model and language',
    { voice: 'bf_emma' },
    {},
    'Kokoro en-gb bf_emma 1',
  ],
  ['a voice by name, in any case', { voice: 'SKY' }, {}, 'Kokoro en-us af_sky 1'],
  [
    'a voice by key',
    { voice: 'Ryan/German/Qwen3_TTS_12Hz_1_7B_CustomVoice' },
    {},
    'Qwen3_TTS_ German Ryan 1',
  ],
  [
    'a voice of many languages speaks its own',
    { voice: 'Vivian' },
    {},
    'Qwen3_TTS_ English Vivian 1',
  ],
  [
    'a voice of many languages speaks the one asked',
    { voice: 'Vivian', language: 'zh' },
    {},
    'Qwen3_TTS_ Chinese Vivian 1',
  ],
  [
    'a key gives way to the language asked',
    { voice: 'Ryan/German/Qwen3_TTS_12Hz_1_7B_CustomVoice', language: 'en' },
    {},
    'Qwen3_TTS_ English Ryan 1',
  ],
  ['a language by tag', { language: 'en-gb' }, {}, 'Kokoro en-gb bf_emma 1'],
  ['a language by its English name', { language: 'german' }, {}, 'Qwen3_TTS_ German Vivian 1'],
  ['a language by its own name', { language: 'Ελληνικά' }, {}, 'Chatterbox el default 1'],
  ['a language without accents', { language: 'portugues' }, {}, 'Kokoro pt-br pf_dora 1'],
  [
    'a language without region: the first region of the best model',
    { language: 'en' },
    {},
    'Kokoro en-us af_alloy 1',
  ],
  ['another region of the same language', { language: 'pt-pt' }, {}, 'Kokoro pt-br pf_dora 1'],
  [
    'a language that only the built-in engine speaks',
    { language: 'uk' },
    {},
    'espeak uk standard 1',
  ],
  ['a style: the model that takes one', { style: 'sad' }, {}, 'Qwen3_TTS_ English Vivian sad 1'],
  ['a speed that the first choice can', { speed: 1.5 }, {}, 'Kokoro en-us af_alloy 1.5'],
  [
    'a speed in a language whose models have one speed is the fallback’s',
    { speed: 1.5, language: 'uk' },
    {},
    'espeak uk standard 1.5',
  ],
  ['a format of the model', { format: 'MP3' }, {}, 'Kokoro en-us af_alloy 1 mp3'],
  ['a preferred voice', {}, { voice: 'bm_george' }, 'Kokoro en-gb bm_george 1'],
  [
    'a preferred voice gives way to a language that it lacks',
    { language: 'de' },
    { voice: 'bm_george' },
    'Qwen3_TTS_ German Vivian 1',
  ],
  [
    'a preferred voice speaks the language asked where it can',
    { language: 'de' },
    { voice: 'Serena' },
    'Qwen3_TTS_ German Serena 1',
  ],
  [
    'a preferred voice gives way to a style that it lacks',
    { style: 'sad' },
    { voice: 'bm_george' },
    'Qwen3_TTS_ English Vivian sad 1',
  ],
  ['a preferred voice that has vanished', {}, { voice: 'gone' }, 'Kokoro en-us af_alloy 1'],
  ['a preferred language that has vanished', {}, { language: 'tlh' }, 'Kokoro en-us af_alloy 1'],
  [
    'a preferred style is used where it can be',
    { voice: 'Serena' },
    { style: 'calm' },
    'Qwen3_TTS_ English Serena calm 1',
  ],
  ['a preferred style is dropped where it can’t', {}, { style: 'calm' }, 'Kokoro en-us af_alloy 1'],
  ['a preferred speed is brought into the range', {}, { speed: 3 }, 'Kokoro en-us af_alloy 2'],
  [
    'the option beats the preference',
    { speed: 0.5, voice: 'Adam' },
    { speed: 2, voice: 'Sky' },
    'Kokoro en-us am_adam 0.5',
  ],
])('%s', (_, choice, preferences, expected) => {
  expect(chosen(long, choice, preferences)).toBe(expected);
});

test.each<[string, VoiceChoice, RegExp]>([
  ['an unknown voice, with near ones', { voice: 'skye' }, /no voice “skye”\. Did you mean Sky/],
  ['a voice without a letter', { voice: '😀' }, /Voices have names of letters and digits/],
  ['a blank voice', { voice: '  ' }, /Voices have names of letters and digits/],
  ['a voice like nothing', { voice: '@@@ xqzw' }, /no voice “xqzw”\. Choose one from the list/],
  [
    'an unknown language',
    { language: 'tlh' },
    /No voice speaks “tlh”\. There are voices for English/,
  ],
  [
    'a voice in a language that it lacks, with one that has it',
    { voice: 'Sky', language: 'de' },
    /Sky doesn’t speak German, only .*English \(US\).*\. Vivian does\./,
  ],
  [
    'a voice in a language that nobody has',
    { voice: 'Sky', language: 'tlh' },
    /No voice speaks “tlh”/,
  ],
  [
    'a style for a voice without one',
    { voice: 'Sky', style: 'sad' },
    /Sky takes no style.*Voices that do: Vivian, Serena, and Ryan/,
  ],
  [
    'a style in a language without one',
    { language: 'el', style: 'sad' },
    /Default takes no style in Greek/,
  ],
  ['a speed out of range', { voice: 'Sky', speed: 3 }, /from 0\.5 to 2/],
  ['a speed for a model with one speed', { voice: 'Vivian', speed: 2 }, /one speed only/],
  ['an unknown format', { format: 'aiff' }, /Kokoro doesn’t make aiff\. It makes mp3 and ogg\./],
])('%s is refused in one sentence', (_, choice, message) => {
  expect(() => chosen(long, choice)).toThrow(message);
  expect(() => chosen(long, choice)).toThrow(UserError);
});

test('a key of a voice that is gone is called by the voice’s name', () => {
  expect(() => chosen(long, { voice: 'Vivia/English/Qwen2_TTS' })).toThrow(
    /^There is no voice “Vivia”. Did you mean Vivian/,
  );
});

test('a refusal repeats nothing that Discord would format', () => {
  expect(() => chosen(long, { voice: '[x](http://evil) **<@1>** ||' })).toThrow(
    /^There is no voice “xhttpevil 1”/,
  );
});

test.each([
  ['ok', { language: 'en' }, 'Kokoro', 'ok.'],
  ['ok', { voice: 'Vivian' }, 'Qwen3_TTS_12Hz_1_7B_CustomVoice', 'ok........'],
  ['ja', { language: 'de' }, 'Qwen3_TTS_12Hz_1_7B_CustomVoice', 'ja........'],
  ['👍🏽ab', { voice: 'default' }, 'Chatterbox', '👍🏽ab......'],
  ['hello', {}, 'Kokoro', 'hello'],
])('“%s” with %j is spoken by %s as “%s”', (text, choice, model, spoken) => {
  const { request } = resolve({ text, asked: choice, book, neighbours: search }, {});
  expect(request).toMatchObject({ model, text: spoken });
});

test('the engine of choice is preferred to a fallback that was listed after it', () => {
  const turned = voiceBook([espeak, ...models.filter((model) => model !== espeak)]);
  expect(
    resolve({ text: long, asked: {}, book: turned, neighbours: search }, {}).request.model,
  ).toBe('espeak');
});

test('with no voices at all it says so', () => {
  expect(() =>
    resolve({ text: long, asked: {}, book: voiceBook([]), neighbours: search }, {}),
  ).toThrow(/No voices are known yet/);
});

const anyOption = (...known: string[]) =>
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...known));
const anyChoice = fc.record(
  {
    voice: anyOption('Sky', 'Vivian', 'default', '__proto__'),
    language: anyOption('en', 'de', 'constructor'),
    speed: fc.double(),
    style: fc.string(),
    format: fc.string(),
  },
  { requiredKeys: [] },
);

test('any options give a request within the model’s limits, or a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), anyChoice, (text, choice) => {
      expect(isSound(text, choice)).toBe(true);
    }),
  );
});

function isSound(text: string, choice: VoiceChoice): boolean {
  try {
    const { request, offer } = resolve({ text, asked: choice, book, neighbours: search }, {});
    const { minTextChars, minSpeed, maxSpeed } = offer.model.limits;
    const fits = request.speed >= minSpeed && request.speed <= maxSpeed;
    return fits && [...request.text].length >= minTextChars;
  } catch (error) {
    return error instanceof UserError;
  }
}

test('a sample rate that the model offers is asked of it, with the format', () => {
  const sampleRatesHz = [24_000, 44_100];
  const rated = [{ ...kokoro, limits: { ...kokoro.limits, sampleRatesHz } }];
  const offered = voiceBook(rated);
  const asked = { voice: 'af_sky', format: 'mp3 44.1 kHz' };
  const places = { book: offered, neighbours: voiceSearch(offered) };
  expect(resolve({ text: long, asked, ...places }, {}).request).toMatchObject({
    format: 'mp3',
    sampleRateHz: 44_100,
  });
});

test('Ogg is what the bot makes itself, whatever a model makes: no format is asked of the engine', () => {
  const { request } = resolve(
    { text: 'Hello there.', asked: { format: 'OGG' }, book, neighbours: search },
    {},
  );
  expect(request).not.toHaveProperty('format');
});

test.each([
  ['Sky', 'Sky'],
  [' **Sky** ', 'Sky'],
  ['x'.repeat(40), 'x'.repeat(40)],
  ['x'.repeat(41), `${'x'.repeat(39)}…`],
])('what somebody typed is repeated without markup, and seen to be cut: %s', (typed, shown) => {
  expect(quoted(typed)).toBe(shown);
});

test('a slow model stands back where its engine has one that keeps up, and speaks what nobody else can', () => {
  const made = (slug: string, tag: string, realTimeFactor: number): SpeechModel => ({
    ...kokoro,
    engine: 'local',
    slug,
    realTimeFactor,
    languages: [{ slug: tag, name: tag, tag, voices: [{ slug: 'one', name: slug }] }],
    defaults: { language: tag, voice: 'one', speed: 1 },
  });
  const speaking = (language: string, ...own: readonly SpeechModel[]): string => {
    const beside = voiceBook([...own, espeak]);
    const wish = { text: long, asked: { language }, book: beside, neighbours: search };
    return resolve(wish, {}).request.model;
  };
  const [fast, slow, alone] = [
    made('fast', 'de', 0.2),
    made('slow', 'uk', 1.2),
    made('alone', 'xx', 2),
  ];
  expect(speaking('de', fast, slow)).toBe('fast');
  expect(speaking('uk', fast, slow)).toBe(espeak.slug);
  expect(speaking('xx', fast, alone)).toBe('alone');
  // The operator chose an engine of which all are slow.
  expect(speaking('uk', slow)).toBe('slow');
});
