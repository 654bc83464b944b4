import { afterAll, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import { similarity } from '#hearing/similarity.ts';
import { pitchOf } from '#sound/pitch.ts';
import { startSoundMaker } from '#sound/sound-maker.ts';
import { readWav } from '#sound/wav.ts';

import { clientOf, plain } from './client.ts';
import type { Fields } from './client.ts';

const base = 'Qwen3_TTS_12Hz_1_7B_Base';
const designer = 'Qwen3_TTS_12Hz_1_7B_VoiceDesign';
const preset = 'Qwen3_TTS_12Hz_1_7B_CustomVoice';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
const clips = new Map<string, File>();

beforeAll(async () => {
  deapi = await startDeapi({ formats: ['mp3', 'wav', 'flac', 'ogg', 'opus'] });
  client = clientOf(deapi);
  const maker = startSoundMaker();
  const text = 'This is my own voice, and I am reading a few words so that it can be heard.';
  const clip = async (name: string, words: string, format: 'mp3' | 'wav' | 'ogg', hz: number) => {
    const sound = await maker.make({ text: words, timbre: { targetHz: hz }, speed: 1, format });
    clips.set(name, new File([sound.bytes], `${name}.${format}`, { type: sound.contentType }));
  };
  await clip('low', text, 'mp3', 95);
  await clip('high', text, 'ogg', 230);
  await clip('wav', text, 'wav', 150);
  await clip('short', 'Too short a clip.', 'mp3', 150);
  await clip('long', text.repeat(5), 'mp3', 150);
  await maker.close();
});
afterAll(() => deapi.close());

test('a submitted text becomes speech that can be fetched, and the sound is kept', async () => {
  const before = deapi.jobs.length;
  const submitted = await client.submit({ format: 'wav' });
  expect(submitted.status).toBe(200);
  expect(Object.keys(submitted.body.data)).toEqual(['request_id']);
  const job = deapi.jobs[before]!;
  expect(job.id).toBe(submitted.body.data.request_id);
  await job.ended;
  const { body } = await client.status(job.id);
  expect(body.data).toMatchObject({ status: 'done', price: { is_estimated: false } });
  const result = await client.download(body.data.result_url);
  expect(result.status).toBe(200);
  expect(result.headers.get('content-type')).toBe('audio/wav');
  const { samples, sampleRate } = readWav(new Uint8Array(await result.arrayBuffer()));
  expect(sampleRate).toBe(24_000);
  expect(similarity(samples, job.pcm!, { sampleRate: 24_000 })).toBeGreaterThan(0.999);
  expect(job.downloads).toBe(1);
  expect(job.endedAtMs).toBeGreaterThan(job.submittedAtMs);
});

test('v1 takes JSON, and a job of one version can be followed on the other', async () => {
  const job = deapi.nextJob();
  const submitted = await client.submitV1({ speed: 1, sample_rate: 24_000 });
  expect(submitted.status).toBe(200);
  await (
    await job
  ).ended;
  const id = submitted.body.data.request_id;
  const old = await client.ask('GET', `/api/v1/client/request-status/${id}`);
  const current = await client.status(id);
  expect(old.body.data.status).toBe('done');
  expect(current.body.data.status).toBe('done');
});

test('v1 takes forms as well', async () => {
  const reply = await client.ask('POST', '/api/v1/client/txt2audio', { body: client.form(plain) });
  expect(reply.status).toBe(200);
});

test.each([
  ['text', 'The text field is required.'],
  ['model', 'The model field is required.'],
  ['lang', 'The lang field is required.'],
  ['speed', 'The speed field is required.'],
  ['format', 'The format field is required.'],
  ['sample_rate', 'The sample rate field is required.'],
  ['voice', 'The voice field is required when mode is custom_voice.'],
])('without %s the answer is 422 and says so', async (field, message) => {
  for (const reply of [
    await client.submit({ [field]: undefined }),
    await client.submitV1({ [field]: undefined }),
  ]) {
    expect(reply.status).toBe(422);
    expect(reply.body).toEqual({ message, errors: { [field]: [message] } });
  }
});

const clone = { mode: 'voice_clone', model: base, lang: 'English', voice: undefined };
const design = { mode: 'voice_design', model: designer, lang: 'English', voice: undefined };

test.each<[string, Fields, string, string]>([
  ['a short text', { text: 'no' }, 'text', 'The text field must be at least 3 characters.'],
  [
    'a text too short for a model',
    { model: 'Chatterbox', lang: 'en', voice: 'default', text: 'Hello you' },
    'text',
    'The text field must be at least 10 characters.',
  ],
  [
    'a long text, counted in code points',
    { text: '😀'.repeat(10_002) },
    'text',
    'The text field must not be greater than 10001 characters.',
  ],
  ['no number as speed', { speed: 'fast' }, 'speed', 'The speed field must be a number.'],
  ['a low speed', { speed: '0.4' }, 'speed', 'The speed field must be at least 0.5.'],
  ['a high speed', { speed: '2.1' }, 'speed', 'The speed field must not be greater than 2.'],
  [
    'a speed that the model does not have',
    { model: 'Chatterbox', lang: 'en', voice: 'default', speed: '1.5' },
    'speed',
    'The speed field must not be greater than 1.',
  ],
  ['an unknown language', { lang: 'de' }, 'lang', 'The selected lang is invalid.'],
  ['a voice of another language', { voice: 'bf_emma' }, 'voice', 'The selected voice is invalid.'],
  [
    'Ryan in Chinese',
    { model: preset, lang: 'Chinese', voice: 'Ryan' },
    'voice',
    'The selected voice is invalid.',
  ],
  ['an unknown format', { format: 'aac' }, 'format', 'The selected format is invalid.'],
  ['another rate', { sample_rate: '44100' }, 'sample_rate', 'The selected sample rate is invalid.'],
  ['an unknown mode', { mode: 'singing' }, 'mode', 'The selected mode is invalid.'],
  [
    'a mode of another model',
    { mode: 'voice_design', voice: undefined, instruct: 'A man' },
    'model',
    'The selected model does not support Voice Design.',
  ],
  [
    'a clone without a clip',
    clone,
    'ref_audio',
    'The ref audio field is required when mode is voice_clone.',
  ],
  [
    'a clip that is text',
    { ...clone, ref_audio: 'my voice' },
    'ref_audio',
    'The ref audio field must be a file.',
  ],
  [
    'a design without a description',
    design,
    'instruct',
    'The instruct field is required when mode is voice_design.',
  ],
  [
    'a web address that is none',
    { webhook_url: 'nowhere' },
    'webhook_url',
    'The webhook url field must be a valid URL.',
  ],
  [
    'a plain web address',
    { webhook_url: 'http://example.org/' },
    'webhook_url',
    'The webhook url field must start with one of the following: https://.',
  ],
  [
    'a long web address',
    { webhook_url: `https://example.org/${'x'.repeat(2030)}` },
    'webhook_url',
    'The webhook url field must not be greater than 2048 characters.',
  ],
  [
    'a short secret',
    { webhook_url: 'https://example.org/', webhook_secret: 'short' },
    'webhook_secret',
    'The webhook secret field must be at least 32 characters.',
  ],
  [
    'a secret without an address',
    { webhook_secret: 'x'.repeat(32) },
    'webhook_url',
    'The webhook url field is required when webhook secret is present.',
  ],
])('%s is refused in the words of the service', async (_name, fields, field, message) => {
  const before = deapi.jobs.length;
  const reply = await client.submit(fields);
  expect(reply.status).toBe(422);
  expect(reply.body).toEqual({ message, errors: { [field]: [message] } });
  expect(deapi.jobs.length).toBe(before);
});

test.each([
  [2, { speed: 'fast', lang: 'xx' }, 'The selected lang is invalid. (and 1 more error)'],
  [3, { text: '', speed: 'fast', lang: 'xx' }, 'The text field is required. (and 2 more errors)'],
])(
  'of %d errors the message is the first, with the count of the others',
  async (count, fields, message) => {
    const reply = await client.submit(fields);
    expect(reply.body.message).toBe(message);
    expect(Object.keys(reply.body.errors)).toHaveLength(count);
  },
);

test('a text of spaces is none, and 10,001 code points are not too many', async () => {
  expect((await client.submit({ text: '   ' })).body.errors['text']).toBeDefined();
  expect((await client.submit({ text: ` ${'é'.repeat(9)} `, lang: 'en-us' })).status).toBe(200);
});

test('an unknown model is refused alone', async () => {
  const reply = await client.submit({ model: 'Qwen3_TTS', lang: 'xx', speed: 'x' });
  expect(reply.body).toEqual({
    message: 'The selected model does not exist.',
    errors: { model: ['The selected model does not exist.'] },
  });
});

test.each([
  ['low', 95],
  ['high', 230],
])('a clone of the %s clip speaks at its pitch', async (name, hz) => {
  await client.finished({ ...clone, ref_audio: clips.get(name)!, ref_text: 'This is my voice.' });
  const job = deapi.jobs.at(-1)!;
  expect(Math.abs(pitchOf(job.pcm!, 24_000)! - hz) / hz).toBeLessThan(0.1);
  expect(job.clip?.facts.durationMs).toBeGreaterThan(3000);
  expect(job.fields['ref_text']).toBe('This is my voice.');
});

test.each([
  ['wav', 'The ref audio field must be a file of type: mp3, ogg, m4a.'],
  ['short', 'The ref audio duration must be between 3 and 10 seconds.'],
  ['long', 'The ref audio duration must be between 3 and 10 seconds.'],
])('a clip that is too %s is refused by its content', async (name, message) => {
  const reply = await client.submit({ ...clone, ref_audio: clips.get(name)! });
  expect(reply.status).toBe(422);
  expect(reply.body.errors).toEqual({ ref_audio: [message] });
});

test('a clip is judged by its content, not by its name', async () => {
  const text = new File(['not a sound at all'.repeat(50)], 'voice.mp3', { type: 'audio/mpeg' });
  const reply = await client.submit({ ...clone, ref_audio: text });
  expect(reply.body.errors['ref_audio']).toEqual([
    'The ref audio field must be a file of type: mp3, ogg, m4a.',
  ]);
});

test('a clip over 10 MB is refused', async () => {
  const low = clips.get('low')!;
  const large = new File([low, new Uint8Array(11 * 1024 * 1024)], 'voice.mp3');
  const reply = await client.submit({ ...clone, ref_audio: large });
  expect(reply.body.errors['ref_audio']).toContain(
    'The ref audio field must not be greater than 10240 kilobytes.',
  );
});

test('designs follow their description, and presets their style', async () => {
  const pitch = async (fields: Fields): Promise<number> => {
    await client.finished(fields);
    return pitchOf(deapi.jobs.at(-1)!.pcm!, 24_000)!;
  };
  const deep = await pitch({ ...design, instruct: 'A deep old man' });
  const girl = await pitch({ ...design, instruct: 'A little girl with a high voice' });
  expect(girl).toBeGreaterThan(deep * 2);
  // Asked for again it is another voice, of the same description, and nothing that was paid for twice.
  const deeper = await pitch({ ...design, instruct: 'A deep old man' });
  expect(Math.abs(deeper / deep - 1.12)).toBeLessThan(0.05);
  expect(deapi.chargedTwice.filter(({ fields }) => fields['mode'] === 'voice_design')).toEqual([]);
  const serena = { model: preset, lang: 'English', voice: 'Serena' };
  const styled = await pitch({ ...serena, instruct: 'in a deep voice' });
  expect(styled).toBeLessThan((await pitch(serena)) * 0.9);
});

test.each([
  ['mp3', 'audio/mpeg', [0xff]],
  ['wav', 'audio/wav', [0x52, 0x49]],
  ['flac', 'audio/flac', [0x66, 0x4c]],
  ['ogg', 'audio/ogg', [0x4f, 0x67]],
  ['opus', 'audio/ogg', [0x4f, 0x67]],
])('%s is sent as %s', async (format, type, magic) => {
  const { result_url: address } = await client.finished({ format });
  const result = await client.download(address);
  expect(result.headers.get('content-type')).toBe(type);
  const bytes = new Uint8Array(await result.arrayBuffer());
  expect([...bytes.subarray(0, magic.length)]).toEqual(magic);
});

test('in all of this nothing was noted that no client should do', () => {
  expect(deapi.violations).toEqual([]);
});
