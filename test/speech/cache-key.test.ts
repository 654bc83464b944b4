import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { SpeechRequest, Voice } from '#speech/speech.ts';

import { requestOf } from './fake-speech.ts';

const keys = cacheKeys(Buffer.alloc(32, 1));
const clip: Clip = { bytes: Buffer.from('a clip'), format: 'wav', durationMs: 4000 };

const voices: fc.Arbitrary<Voice> = fc.oneof(
  fc.record({ mode: fc.constant('preset' as const), id: fc.string() }),
  fc.record({ mode: fc.constant('preset' as const), id: fc.string(), style: fc.string() }),
  fc.record({ mode: fc.constant('design' as const), description: fc.string() }),
  fc.record({ mode: fc.constant('clone' as const), clip: fc.constant(clip) }),
  fc.record({
    mode: fc.constant('clone' as const),
    clip: fc.constant(clip),
    transcript: fc.string(),
  }),
);
const requests: fc.Arbitrary<SpeechRequest> = fc.record(
  {
    text: fc.string({ unit: 'binary' }),
    model: fc.string(),
    language: fc.string(),
    voice: voices,
    speed: fc.double({ noNaN: true, noDefaultInfinity: true, min: 0.5 }),
    format: fc.string(),
    sampleRateHz: fc.nat(),
  },
  { requiredKeys: ['text', 'model', 'language', 'voice', 'speed'] },
);

test('keys are equal exactly when requests are', () => {
  fc.assert(
    fc.property(requests, requests, (a, b) => {
      expect(keys.ofRequest(structuredClone(a))).toBe(keys.ofRequest(a));
      const isEqual = JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
      expect(keys.ofRequest(a) === keys.ofRequest(b)).toBe(isEqual);
    }),
  );
});

function inOrder(request: SpeechRequest): unknown {
  const { text, model, language, voice, speed, format = null, sampleRateHz = null } = request;
  return [text, model, language, Object.entries(voice), speed, format, sampleRateHz];
}

const base = requestOf('hello');
const clone = { mode: 'clone', clip, transcript: 'My words.' } as const;
/** The pairs that have to differ, of every field of a request and of a voice: a new field has to stand here. */
const differing: Readonly<
  Record<
    Exclude<keyof SpeechRequest, 'announcement'> | KeyOfVoice,
    readonly [SpeechRequest, SpeechRequest]
  >
> = {
  text: [base, { ...base, text: 'hello ' }],
  model: [base, { ...base, model: 'other' }],
  language: [base, { ...base, language: 'en-gb' }],
  speed: [base, { ...base, speed: 1.1 }],
  format: [base, { ...base, format: 'mp3' }],
  sampleRateHz: [base, { ...base, sampleRateHz: 48_000 }],
  voice: [base, { ...base, voice: { mode: 'preset', id: 'other' } }],
  mode: [base, { ...base, voice: { mode: 'design', description: 'af_bella' } }],
  id: [base, { ...base, voice: { mode: 'preset', id: 'af_sky' } }],
  style: [base, { ...base, voice: { mode: 'preset', id: 'af_bella', style: 'sad' } }],
  description: [
    { ...base, voice: { mode: 'design', description: 'A warm voice.' } },
    { ...base, voice: { mode: 'design', description: 'A cold voice.' } },
  ],
  clip: [
    { ...base, voice: clone },
    { ...base, voice: { ...clone, clip: { ...clip, bytes: Buffer.from('another clip') } } },
  ],
  transcript: [
    { ...base, voice: clone },
    { ...base, voice: { ...clone, transcript: 'My word.' } },
  ],
};
type KeyOfVoice = Voice extends infer Each ? (Each extends Voice ? keyof Each : never) : never;

test.each(Object.entries(differing))('another %s is another key', (_, [one, other]) => {
  expect(keys.ofRequest(other)).not.toBe(keys.ofRequest(one));
});

test('a clone without its words is not one with them', () => {
  const { transcript: _, ...wordless } = clone;
  expect(keys.ofRequest({ ...base, voice: wordless })).not.toBe(
    keys.ofRequest({ ...base, voice: clone }),
  );
});

test('a key is 64 digits that depend on the secret and show nothing of the text', () => {
  expect(keys.ofRequest(base)).toMatch(/^[0-9a-f]{64}$/);
  expect(cacheKeys(Buffer.alloc(32, 2)).ofRequest(base)).not.toBe(keys.ofRequest(base));
  expect(() => cacheKeys(Buffer.alloc(15))).toThrow('expected 16 bytes of secret or more, got 15');
});

test('a voice is its clip, whatever the transcript, and its preset, whatever the style', () => {
  const same = { ...clip, bytes: Buffer.from('a clip') };
  const other = { ...clip, bytes: Buffer.from('another clip') };
  const of = (clip: Clip, transcript?: string) =>
    keys.ofVoice({ mode: 'clone', clip, ...(transcript !== undefined && { transcript }) });
  expect(of(same, 'words')).toBe(of(clip));
  expect(of(other)).not.toBe(of(clip));
  const clipHash = createHash('sha256').update(clip.bytes).digest('hex');
  expect(keys.ofVoice({ mode: 'clone', clipHash })).toBe(of(clip));
  expect(keys.ofVoice({ mode: 'preset', id: 'a', style: 'sad' })).toBe(
    keys.ofVoice({ mode: 'preset', id: 'a' }),
  );
});

test('words are the same whether a part of them may be made by itself', () => {
  expect(keys.ofRequest({ ...base, announcement: 'he' })).toBe(keys.ofRequest(base));
});
