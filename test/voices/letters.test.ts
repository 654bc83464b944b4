import { expect, test } from 'vitest';

import type { SpeechModel } from '#speech/catalogue.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { scriptOfText } from '#text/language/scripts.ts';
import { voiceBook } from '#voices/book.ts';
import { choose } from '#voices/choose.ts';
import type { VoiceLayers } from '#voices/layers.ts';
import { profileKey } from '#voices/profile-key.ts';
import { voiceSearch } from '#voices/search.ts';

import { models } from './models.ts';

const kokoro = models.find(({ slug }) => slug === 'Kokoro');
const cloner = models.find(({ modes }) => modes.includes('clone'));
const espeak = models.find(({ slug }) => slug === 'espeak');

const sky = 'af_sky/en-us/Kokoro';
const mine: VoiceProfile = {
  id: 'mine',
  ownerId: 'ann',
  name: 'Mine',
  sound: { mode: 'clone', clip: { hash: 'c0', format: 'mp3', durationMs: 5_000, sizeBytes: 1 } },
  servers: [],
  createdAtMs: 0,
};

interface Scene extends Omit<VoiceLayers, 'asked' | 'server' | 'written'> {
  readonly text?: string;
  readonly asked?: VoiceLayers['asked'];
  readonly server?: object;
  /** The language that the text was found to be in; absent where nobody looked. */
  readonly found?: string;
  readonly models?: readonly (SpeechModel | undefined)[];
}

/** "engine: standard in uk", with what was passed over. */
function outcome({
  text = 'привет',
  asked = {},
  server,
  found,
  models: only,
  ...layers
}: Scene): string {
  const book = voiceBook((only ?? models).filter((model) => model !== undefined));
  const set: VoiceLayers = {
    ...layers,
    asked,
    ...(server && { server: serverSettings.parse(server) }),
    ...(found !== undefined && { written: { language: found, script: scriptOfText(text) } }),
  };
  const from = {
    book,
    neighbours: voiceSearch(book),
    kept: { own: [mine], shared: [] },
    viewer: { userId: 'ann', guildId: 'club' },
  };
  try {
    const { request, from: by, passedOver } = choose(text, set, from);
    const { voice, language } = request;
    const name = voice.mode === 'preset' ? voice.id : voice.mode;
    const passed = passedOver.map((each) => `(${each.from} ${each.why})`);
    return [`${by}: ${name} in ${language}`, ...passed].join(' ');
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

test.each<[string, Scene, string]>([
  ['another voice of the engine, where nothing is set', {}, 'engine: standard in uk'],
  [
    'not that which was asked for',
    { asked: { voice: sky } },
    'engine: standard in uk (asked letters)',
  ],
  [
    'not in the language that was asked for',
    { asked: { language: 'English' } },
    'engine: standard in uk',
  ],
  ['not in the person’s language', { person: { language: 'en' } }, 'engine: standard in uk'],
  [
    'not by the person’s voice',
    { person: { voice: sky } },
    'engine: standard in uk (person letters)',
  ],
  [
    'not by a clone whose model doesn’t know them',
    { person: { voice: profileKey('mine') }, found: 'uk' },
    'engine: standard in uk (person letters)',
  ],
  [
    'not by the server’s voice, in its language',
    { server: { voice: { voice: sky, language: 'en' } } },
    'engine: standard in uk (server language)',
  ],
  [
    'not by a voice that everybody is to speak with',
    { server: { forcesVoice: true, voice: { voice: sky } } },
    'engine: standard in uk (server language)',
  ],
  [
    'by the person’s voice, where it speaks a language that is written so',
    {
      text: '你好',
      person: { voice: 'Vivian/English/Qwen3_TTS_12Hz_1_7B_CustomVoice' },
      found: 'zh',
    },
    'person: Vivian in Chinese',
  ],
  [
    'by a clone in a language that is written so',
    { text: '你好', person: { voice: profileKey('mine') }, found: 'zh' },
    'person: clone in Chinese',
  ],
  [
    'by the fallback, where the engine of choice has no such voice',
    { text: 'καλημέρα', models: [kokoro, espeak && { ...espeak, languages: [greek(espeak)] }] },
    'engine: standard in el',
  ],
  [
    'in a language that the server doesn’t read, before by nobody',
    { found: 'en' },
    'engine: standard in uk',
  ],
  [
    'Latin ones are read by everybody',
    { text: 'hello', asked: { voice: sky } },
    'asked: af_sky in en-us',
  ],
])('letters are read by who knows them: %s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});

function greek(model: SpeechModel): SpeechModel['languages'][number] {
  return { slug: 'el', name: 'Greek', tag: 'el', voices: model.languages[0]?.voices ?? [] };
}

test.each<[string, Scene, RegExp]>([
  ['Cyrillic', { models: [kokoro] }, /None of the voices here reads Cyrillic letters/],
  ['Thai', { text: 'สวัสดี' }, /None of the voices here reads Thai letters/],
  ['kana', { text: 'こんにちは' }, /None of the voices here reads Japanese letters/],
  [
    'those of the voices that a server forbids',
    {
      server: {
        forbiddenVoices: voiceBook(models)
          .offers.map(({ key }) => key)
          .filter((key) => key !== sky),
      },
    },
    /None of the voices here reads Cyrillic letters/,
  ],
  [
    'in the voice of a recording',
    { asked: { recording: recording() }, models: [kokoro, cloner] },
    /Cloned voices don’t speak a language with these letters/,
  ],
])('a sentence says that nobody knows them: %s', (_, scene, expected) => {
  expect(outcome(scene)).toMatch(expected);
});

function recording(): NonNullable<VoiceLayers['asked']['recording']> {
  const facts = { hash: 'c1', format: 'mp3', durationMs: 5_000, sizeBytes: 1 } as const;
  return { clip: { bytes: new Uint8Array(), format: 'mp3', durationMs: 5_000 }, facts };
}
