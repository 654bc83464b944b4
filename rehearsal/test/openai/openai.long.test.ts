import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { similarity } from '#hearing/similarity.ts';
import { startOpenai } from '#openai/openai.ts';
import type { Openai } from '#openai/openai.ts';
import { readWav } from '#sound/wav.ts';

const plain = { model: 'tts-1', voice: 'alloy', input: 'Hello there, my friend.' };

let openai: Openai;
beforeAll(async () => {
  openai = await startOpenai();
});
afterEach(() => {
  openai.clearFaults();
  openai.setLatency('instant');
});
afterAll(() => openai.close());

function speak(fields: Record<string, unknown> = {}, server = openai): Promise<Response> {
  return fetch(`${server.url}/audio/speech`, {
    method: 'POST',
    body: JSON.stringify({ ...plain, ...fields }),
    headers: {
      'content-type': 'application/json',
      ...(server.key !== undefined && { authorization: `Bearer ${server.key}` }),
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(5000),
  });
}

test('an input becomes speech, and its sound is kept', async () => {
  const reply = await speak({ response_format: 'wav' });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('audio/wav');
  const { samples } = readWav(await reply.bytes());
  const request = openai.requests.at(-1)!;
  expect(request.fields['input']).toBe(plain.input);
  expect(similarity(samples, request.pcm!, { sampleRate: 24_000 })).toBeGreaterThan(0.999);
  expect(openai.calls.speech).toBeGreaterThan(0);
});

test.each([
  [undefined, 'audio/mpeg'],
  ['mp3', 'audio/mpeg'],
  ['opus', 'audio/ogg'],
  ['flac', 'audio/flac'],
  ['wav', 'audio/wav'],
  ['pcm', 'audio/pcm'],
])('the format %s is sent as %s', async (format, type) => {
  const reply = await speak({ response_format: format });
  expect(reply.headers.get('content-type')).toBe(type);
  expect((await reply.bytes()).length).toBeGreaterThan(5000);
});

test('pcm is the sound of wav without its header', async () => {
  const wav = await (await speak({ response_format: 'wav' })).bytes();
  const pcm = await (await speak({ response_format: 'pcm' })).bytes();
  expect(Buffer.from(pcm).equals(Buffer.from(wav.subarray(44)))).toBe(true);
});

test('voices differ, aliases are their Kokoro voices, and speed is kept', async () => {
  const bytes = async (fields: Record<string, unknown>): Promise<Buffer> =>
    Buffer.from(await (await speak(fields)).bytes());
  const alloy = await bytes({ voice: 'alloy' });
  expect(alloy.equals(await bytes({ voice: 'af_alloy' }))).toBe(true);
  expect(alloy.equals(await bytes({ voice: 'onyx' }))).toBe(false);
  const fast = await bytes({ speed: 2 });
  expect(fast.length / alloy.length).toBeLessThan(0.65);
});

test.each([
  ['model', { model: undefined }, 400, 'missing_required_parameter'],
  ['input', { input: '  ' }, 400, 'missing_required_parameter'],
  ['voice', { voice: undefined }, 400, 'missing_required_parameter'],
  ['voice', { voice: 'nobody' }, 400, 'invalid_value'],
  ['speed', { speed: 9 }, 400, 'invalid_value'],
  ['speed', { speed: 'fast' }, 400, 'invalid_value'],
  ['response_format', { response_format: 'aac' }, 400, 'invalid_value'],
  ['input', { input: 'x'.repeat(4097) }, 400, 'string_above_max_length'],
  [null, { model: 'gone' }, 404, 'model_not_found'],
])('a bad %s (%j) is answered %d with the code %s', async (param, fields, status, code) => {
  const reply = await speak(fields);
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({
    error: { type: 'invalid_request_error', param, code, message: expect.any(String) },
  });
});

test('a body that is no JSON, and an unknown address, are refused', async () => {
  const broken = await fetch(`${openai.url}/audio/speech`, { method: 'POST', body: '{"model":' });
  expect(broken.status).toBe(400);
  const unknown = await fetch(`${openai.url}/audio/nothing`);
  expect([unknown.status, await unknown.json()]).toMatchObject([
    404,
    { error: { message: 'Invalid URL (GET /v1/audio/nothing)' } },
  ]);
});

test('models and voices are listed', async () => {
  const models = await (await fetch(`${openai.url}/models`)).json();
  expect(models).toMatchObject({
    object: 'list',
    data: expect.arrayContaining([expect.objectContaining({ id: 'kokoro' })]),
  });
  const voices = (await (await fetch(`${openai.url}/audio/voices`)).json()) as { voices: string[] };
  expect(voices.voices).toHaveLength(41);
});

test('what is prepared is answered at once', async () => {
  const texts = Array.from({ length: 5 }, (_, index) => `This is line number ${index}.`);
  await openai.prepare(texts);
  const times: number[] = [];
  for (const input of texts) {
    const startMs = performance.now();
    await (await speak({ input })).bytes();
    times.push(performance.now() - startMs);
  }
  // To make one takes some 80 ms.
  expect(Math.min(...times)).toBeLessThan(30);
});

test('a slow answer keeps its times, and streams', async () => {
  await openai.prepare([plain.input]);
  openai.setLatency({ firstByteMs: 200, lastByteMs: 500 });
  const startMs = performance.now();
  const reply = await speak();
  const arrivals: number[] = [];
  for await (const _ of reply.body!) arrivals.push(performance.now() - startMs);
  expect(arrivals[0]).toBeGreaterThan(190);
  expect(arrivals[0]).toBeLessThan(400);
  expect(arrivals.at(-1)).toBeGreaterThan(490);
  expect(arrivals.length).toBeGreaterThan(5);
});

test.each([
  ['unauthorised', 401],
  ['forbidden', 403],
  ['model-gone', 404],
  ['bad-request', 400],
  ['rate-limited', 429],
  ['quota', 429],
  ['server-error', 500],
  ['overloaded', 503],
] as const)('%s on demand answers %d, once', async (fail, status) => {
  openai.next({ fail });
  const reply = await speak();
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ error: { message: expect.any(String) } });
  expect((await speak()).status).toBe(200);
});

test.each(['dropped', 'never-answers'] as const)('a request can be %s', async (fail) => {
  openai.next({ fail });
  const lost = fetch(`${openai.url}/audio/speech`, {
    method: 'POST',
    body: JSON.stringify(plain),
    signal: AbortSignal.timeout(400),
  });
  await expect(lost).rejects.toThrow(/fetch failed|aborted/u);
});

test('answers can be spoiled, planned, late and for another route', async () => {
  openai.next({ audio: 'html' });
  expect(await (await speak()).text()).toContain('<html>');
  openai.next({ audio: { bytes: Buffer.alloc(0) } });
  expect((await (await speak()).bytes()).length).toBe(0);
  openai.next({ answer: { status: 200, contentType: 'text/plain', body: 'no sound' } });
  expect(await (await speak()).text()).toBe('no sound');
  openai.next({ on: 'models', fail: 'overloaded' });
  expect((await speak()).status).toBe(200);
  expect((await fetch(`${openai.url}/models`)).status).toBe(503);
  openai.next({ delayMs: 120, times: 2 });
  const startMs = performance.now();
  await speak();
  await speak();
  expect(performance.now() - startMs).toBeGreaterThan(235);
});

test('with a key only its bearer is served; with one format only that is sent', async () => {
  const guarded = await startOpenai({ key: 'sk-rehearsal', format: 'wav', formats: ['mp3'] });
  const refused = await fetch(`${guarded.url}/models`);
  expect([refused.status, await refused.json()]).toMatchObject([
    401,
    { error: { code: 'invalid_api_key' } },
  ]);
  const reply = await speak({}, guarded);
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'audio/wav']);
  expect((await speak({ response_format: 'opus' }, guarded)).status).toBe(400);
  await guarded.close();
});

test('offline nothing can connect', async () => {
  await openai.goOffline();
  await expect(speak()).rejects.toThrow('fetch failed');
  await openai.goOnline();
  expect((await speak()).status).toBe(200);
});
