import { afterEach, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import type { DeapiOptions } from '#deapi/options.ts';

import { clientOf, plain } from './client.ts';

let running: Deapi | undefined;
afterEach(() => running?.close());

async function start(options: DeapiOptions = {}) {
  const deapi = await startDeapi(options);
  running = deapi;
  return { deapi, client: clientOf(deapi) };
}

test('each accepted job is charged once, by its length, and a refused one not at all', async () => {
  const { deapi, client } = await start({ balance: 10 });
  await client.submit({ lang: 'xx' });
  expect(deapi.charged).toEqual([]);
  await client.finished({ text: 'a'.repeat(1000) });
  expect(deapi.charged).toMatchObject([{ usd: 0.00077, refunded: false }]);
  expect(deapi.balance).toBeCloseTo(10 - 0.00077, 9);
  await client.finished({ text: 'a'.repeat(1000), speed: '2' });
  expect(deapi.charged[1]?.usd).toBeCloseTo(0.00077 / 2, 9);
  expect(deapi.chargedTwice).toEqual([]);
});

test('the same thing paid for twice is noticed, a refund in between forgives it', async () => {
  const { deapi, client } = await start();
  deapi.next({ job: { error: { refunded: true } } });
  const failed = await client.finished();
  expect(failed.status).toBe('error');
  expect(deapi.balance).toBe(5);
  await client.finished();
  expect(deapi.chargedTwice).toEqual([]);
  await client.finished();
  expect(deapi.chargedTwice).toHaveLength(1);
});

test('a job that failed without a refund is paid for', async () => {
  const { deapi, client } = await start();
  deapi.next({ job: { error: { refunded: false, retryable: false, error_reason: 'NEW_REASON' } } });
  const failed = await client.finished();
  expect(failed).toMatchObject({
    status: 'error',
    error_code: 'WORKER_TIMEOUT',
    error_reason: 'NEW_REASON',
    retryable: false,
    refunded: false,
    price: { amount: 0, is_estimated: false },
    result_url: null,
  });
  expect(deapi.balance).toBeLessThan(5);
});

test('below 0.49 dollars nothing is accepted', async () => {
  const { deapi, client } = await start({ balance: 0.48 });
  const reply = await client.submit();
  expect(reply.status).toBe(422);
  expect(reply.body).toEqual({
    message: 'Not enough balance.',
    errors: { balance: ['Not enough balance.'] },
  });
  deapi.setBalance(0.5);
  expect((await client.submit()).status).toBe(200);
});

test('balance and price are told on both versions', async () => {
  const { client } = await start({ balance: 19.72 });
  const balances = [
    await client.ask('GET', '/api/v2/account/balance'),
    await client.ask('GET', '/api/v1/client/balance'),
  ];
  for (const { body } of balances) expect(body).toEqual({ data: { balance: 19.72 } });
  const { text: _text, ...rest } = plain;
  for (const path of ['/api/v2/audio/speech/price', '/api/v1/client/txt2audio/price-calculation']) {
    const byText = await client.ask('POST', path, client.json({ ...rest, text: 'x'.repeat(100) }));
    const byCount = await client.ask('POST', path, client.json({ ...rest, count_text: 100 }));
    expect(Number(byText.body.data.price)).toBeCloseTo(0.000077, 9);
    expect(byCount.body).toEqual(byText.body);
    const neither = await client.ask('POST', path, client.json(rest));
    expect(neither.body.message).toBe(
      'The text field is required when count text is not present. (and 1 more error)',
    );
  }
});

test.each([
  ['no key', { authorization: '' }],
  ['a wrong key', { authorization: 'Bearer 1|wrong' }],
  ['no Bearer', { authorization: 'Basic abc' }],
])('with %s the answer is 401', async (_name, headers) => {
  const { client } = await start();
  const reply = await client.ask('GET', '/api/v2/models', { headers });
  expect(reply.status).toBe(401);
  expect(reply.body).toEqual({ message: 'Unauthenticated.' });
});

test('the prefix that the gateway wants is refused here', async () => {
  const { deapi, client } = await start();
  const headers = { authorization: `Bearer dpn-sk-${deapi.key}` };
  expect((await client.ask('GET', '/api/v2/models', { headers })).status).toBe(401);
});

test('unknown routes, methods and jobs, and removed routes, are refused each in its way', async () => {
  const { deapi, client } = await start();
  const unknown = await client.ask('GET', '/api/v2/tts');
  expect([unknown.status, unknown.body]).toEqual([
    404,
    { message: 'The route api/v2/tts could not be found.' },
  ]);
  const cross = await client.ask('GET', '/api/v2/request-status/1');
  expect(cross.status).toBe(404);
  const method = await client.ask('GET', '/api/v2/audio/speech');
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'POST']);
  const job = await client.status('c08a339c-73e5-4d67-a4d5-231302fbff9a');
  expect([job.status, job.body]).toEqual([
    404,
    { message: 'No query results for the requested resource.' },
  ]);
  const removed = await client.ask('POST', '/api/v1/client/prompt/speech', client.json({}));
  expect([removed.status, removed.headers.get('deprecation')]).toEqual([410, 'true']);
  expect(deapi.calls).toMatchObject({ unknown: 3, status: 1, removed: 1, submit: 0 });
});

test('without "Accept: application/json" errors are pages, and it is noted', async () => {
  const { deapi, client } = await start();
  const headers = { accept: '*/*' };
  const reply = await client.ask('GET', '/api/v2/jobs/1', { headers });
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toContain('text/html');
  expect(deapi.violations).toEqual(['No "Accept: application/json" in status']);
});

test('without a user agent the gateway blocks with its code 1010', async () => {
  const { deapi, client } = await start();
  const reply = await client.ask('GET', '/api/v2/models', { headers: { 'user-agent': '' } });
  expect([reply.status, reply.text]).toEqual([403, 'error code: 1010']);
  expect(deapi.violations).toContain('No User-Agent');
});

test('v2 has no fields for who sends a job as JSON', async () => {
  const { deapi, client } = await start();
  const reply = await client.ask('POST', '/api/v2/audio/speech', client.json(plain));
  expect(reply.body.message).toBe('The text field is required. (and 6 more errors)');
  expect(deapi.violations).toEqual(['Not multipart/form-data in submit of v2']);
});

test('an unknown field passes, and is noted', async () => {
  const { deapi, client } = await start();
  expect((await client.submit({ emotion: 'joy' })).status).toBe(200);
  expect(deapi.violations).toEqual(['Unknown field emotion in submit of v2']);
});

test('a parameter of the address that is unknown passes, and is noted', async () => {
  const { deapi, client } = await start();
  expect((await client.ask('GET', '/api/v2/models?limit=50&sort=name')).status).toBe(200);
  expect(deapi.violations).toEqual(['Unknown parameter sort in models of v2']);
});

test('what is no text in JSON is refused where a text is wanted', async () => {
  const { client } = await start();
  const { status, body } = await client.submitV1({ text: 12_345, model: 'Kokoro' });
  expect([status, body.errors]).toEqual([422, { text: ['The text field must be a string.'] }]);
});

test.each([
  [{ ts_level: 'word' }, 'ts_level', 'The selected ts level is invalid.'],
  [{ diarize: '1' }, 'diarize', 'The selected model does not support diarization.'],
  [{ include_ts: 'false' }, 'include_ts', 'The include ts field must be true or false.'],
  [{ model: 'Whisper' }, 'model', 'The selected model does not exist.'],
])('a transcription with %j is refused', async (more, field, message) => {
  const { client } = await start();
  const audio = await client.download((await client.finished()).result_url);
  const source_file = new File([await audio.bytes()], 'clip.mp3', { type: 'audio/mpeg' });
  const body = client.form({ source_file, include_ts: '0', model: 'WhisperLargeV3', ...more });
  const reply = await client.ask('POST', '/api/v2/audio/transcriptions', { body });
  expect([reply.status, reply.body.errors]).toEqual([422, { [field]: [message] }]);
});

test('a transcription is priced by its length', async () => {
  const { client } = await start();
  const fields = { duration_seconds: '3600', include_ts: '0', model: 'WhisperLargeV3' };
  const path = '/api/v2/audio/transcriptions/price';
  const reply = await client.ask('POST', path, { body: client.form(fields) });
  expect(Number(reply.body.data.price)).toBeCloseTo(0.05, 9);
});

test('a body over 75 MB is refused with 413', async () => {
  const { deapi, client } = await start();
  // The rest of the body is not read: a client may see the cut before the answer.
  await client
    .submit({ ref_audio: new File([new Uint8Array(76 * 1024 * 1024)], 'x.mp3') })
    .catch(() => undefined);
  expect(deapi.requests.at(-1)?.status).toBe(413);
  expect(deapi.jobs).toEqual([]);
});

test('requests are kept for tests to look at, without the key', async () => {
  const { deapi, client } = await start();
  await client.submit({ ref_audio: new File(['abc'], 'voice.mp3', { type: 'audio/mpeg' }) });
  const [request] = deapi.requests;
  expect(request).toMatchObject({
    method: 'POST',
    path: '/api/v2/audio/speech',
    route: 'submit',
    api: 'v2',
    encoding: 'multipart',
    fields: plain,
    files: { ref_audio: { name: 'voice.mp3', type: 'audio/mpeg' } },
  });
  expect(JSON.stringify(deapi.requests)).not.toContain(deapi.key);
});

test('a recording is written down as its owner says, or as nothing', async () => {
  const { client, deapi } = await start({ hear: () => 'What was said.' });
  const audio = await client.download((await client.finished()).result_url);
  const file = new File([await audio.bytes()], 'clip.mp3', { type: 'audio/mpeg' });
  for (const [path, name] of [
    ['/api/v2/audio/transcriptions', 'source_file'],
    ['/api/v1/client/transcribe', 'source_file'],
    ['/api/v1/client/audiofile2txt', 'audio'],
  ] as const) {
    const fields = { [name]: file, include_ts: '0', model: 'WhisperLargeV3' };
    const job = deapi.nextJob();
    const reply = await client.ask('POST', path, {
      body: client.form({ ...fields, return_result_in_response: '1' }),
    });
    expect(reply.status).toBe(200);
    await (
      await job
    ).ended;
    const { body } = await client.status(reply.body.data.request_id);
    expect(body.data).toMatchObject({ status: 'done', result: 'What was said.', result_url: null });
  }
  const missing = await client.ask('POST', '/api/v2/audio/transcriptions', {
    body: client.form({ model: 'WhisperLargeV3' }),
  });
  expect(missing.body.errors).toEqual({
    source_url: ['The source url field is required when source file is not present.'],
    source_file: ['The source file field is required when source url is not present.'],
    include_ts: ['The include ts field is required.'],
  });
});
