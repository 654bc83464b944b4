import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { inEnglish } from '#i18n/texts.ts';
import { explain } from '#speech/explain.ts';
import { withRetry } from '#speech/retry.ts';
import { SpeechError, type SpeechRequest } from '#speech/speech.ts';

import {
  bytesOf,
  client,
  context,
  deadUrl,
  failureOf,
  fastClock,
  httpServer,
  json,
  line,
  rawServer,
  testKey,
} from './rig.ts';

const sound = Buffer.from('ID3 this stands for sound');

/** The ways of a service with a submit, as far as the client can see. */
type Behaviour =
  | 'accept'
  | 'cut before reading'
  | 'cut after reading'
  | 'cut in the head'
  | 'cut in the body'
  | 'silent'
  | 'server error'
  | 'too many'
  | 'refuse the format'
  | 'no id'
  | 'redirect';

const behaviours: readonly Behaviour[] = [
  'accept',
  'cut before reading',
  'cut after reading',
  'cut in the head',
  'cut in the body',
  'silent',
  'server error',
  'too many',
  'refuse the format',
  'no id',
  'redirect',
];

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

const answers: Readonly<Record<Exclude<Behaviour, 'accept' | 'silent'>, string>> = {
  'cut before reading': '',
  'cut after reading': '',
  'cut in the head': 'HTTP/1.1 200 O',
  'cut in the body': `${head}content-length: 60\r\n\r\n{"data":{"requ`,
  'server error': 'HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n',
  'too many': 'HTTP/1.1 429 Slow\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n',
  'refuse the format':
    `HTTP/1.1 422 No\r\ncontent-length: 30\r\n\r\n{"errors":{"format":["wrong"]}}`.replace(
      '30',
      '31',
    ),
  'no id': `${head}content-length: 2\r\n\r\n{}`,
  redirect: 'HTTP/1.1 307 Go\r\nlocation: /api/v2/audio/speech\r\ncontent-length: 0\r\n\r\n',
};
/** After these the service has certainly not taken the job. */
const refusals = new Set<Behaviour>(['too many', 'refuse the format']);

test('no pattern of lost answers makes a job be submitted twice', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...behaviours), { minLength: 1, maxLength: 5 }),
      async (plan) => {
        const seen: Behaviour[] = [];
        await using server = await rawServer((socket, request) => {
          if (request.startsWith('GET /r.mp3'))
            return void socket.end(
              `HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: ${sound.length}\r\n\r\n${sound.toString()}`,
            );
          if (request.startsWith('GET')) {
            const body = JSON.stringify({
              data: { status: 'done', result_url: `${server.url}/r.mp3` },
            });
            return void socket.end(`${head}content-length: ${body.length}\r\n\r\n${body}`);
          }
          const behaviour = plan[seen.length] ?? 'accept';
          seen.push(behaviour);
          if (behaviour === 'silent') return;
          if (behaviour === 'accept') {
            const body = '{"data":{"request_id":"r1"}}';
            socket.end(`${head}content-length: ${body.length}\r\n\r\n${body}`);
          } else if (behaviour === 'cut before reading') {
            socket.resetAndDestroy();
          } else {
            socket.end(answers[behaviour]);
          }
        });
        const speech = client({
          url: server.url,
          clock: fastClock,
          timeouts: { answerMs: 200, submitMs: 400, jobMs: 1_000 },
        });
        const careful = withRetry(speech, { maxWaitMs: 60_000, maxAttempts: 5, clock: fastClock });
        const outcome = await careful.speak({ ...line, format: 'flac' }, context()).then(
          async (audio) => (await bytesOf(audio)).toString(),
          (error: unknown) => error,
        );
        expect([sound.toString(), expect.any(SpeechError)]).toContainEqual(outcome);
        // Everything but the last submit was refused beyond doubt.
        expect(seen.slice(0, -1).filter((behaviour) => !refusals.has(behaviour))).toEqual([]);
        expect(seen.length).toBeGreaterThan(0);
        await speech.close();
      },
    ),
    { numRuns: 60, seed: 4 },
  );
});

const clip = { bytes: Buffer.from('ID3'), format: 'mp3', durationMs: 6_000 } as const;

test.each<[string, Partial<SpeechRequest>, string]>([
  ['the text', { text: 'Nobody else may read this.' }, 'Nobody else may read this.'],
  [
    'the words of a clip',
    { voice: { mode: 'clone', clip, transcript: 'What was said in the clip.' } },
    'What was said in the clip.',
  ],
  [
    'a style',
    { voice: { mode: 'preset', id: 'af_sky', style: 'whispering, and sad' } },
    'whispering, and sad',
  ],
  [
    'a description',
    { voice: { mode: 'design', description: 'An old man with a cold.' } },
    'An old man with a cold.',
  ],
  ['the key', {}, testKey],
])('%s is nowhere in what the service’s refusal becomes', async (_, asked, secret) => {
  await using server = await httpServer((_request, response) => {
    const message = `You sent “${secret}”, or ${encodeURIComponent(secret)}.`;
    json(response, 422, { message, errors: { text: [message] } });
  });
  const speech = client({ url: server.url });
  const error = await failureOf(speech.speak({ ...line, ...asked }, context()));
  const told = `${inspect(error, { depth: 9 })} ${inEnglish(explain(error))}`;
  expect(told).toContain('[hidden]');
  expect(told).not.toContain(secret);
  expect(told).not.toContain(encodeURIComponent(secret));
  await speech.close();
});

test.each<[string, Record<string, string>, (text: string) => Buffer]>([
  ['with a mark of byte order', {}, (text) => Buffer.from(`\u{FEFF}${text}`)],
  ['in gzip', { 'content-encoding': 'gzip' }, (text) => gzipSync(text)],
  [
    'in gzip with such a mark',
    { 'content-encoding': 'gzip' },
    (text) => gzipSync(`\u{FEFF}${text}`),
  ],
  ['in br', { 'content-encoding': 'br' }, (text) => brotliCompressSync(text)],
])('the id of a job is read from an answer %s', async (_, headers, coded) => {
  await using server = await httpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(coded('{"data":{"request_id":"paid-one"}}'));
  });
  const speech = client({ url: server.url });
  const aborting = new AbortController();
  const { promise: known, resolve } = Promise.withResolvers<string>();
  const speaking = speech.speak(line, { signal: aborting.signal, onSubmitted: resolve });
  expect(await Promise.race([known, speaking.then(String, String)])).toBe('paid-one');
  aborting.abort(new Error('enough'));
  await expect(speaking).rejects.toThrow('enough');
  await speech.close();
});

test('where nobody listens nothing was sent, and that is known', async () => {
  const speech = client({ url: await deadUrl() });
  const error = await failureOf(speech.speak(line, context()));
  expect(error).toMatchObject({ failure: 'unavailable', facts: { retryable: true } });
  await speech.close();
});

test('a name that does not exist is the same', async () => {
  const speech = client({ url: 'http://deapi.invalid' });
  const error = await failureOf(speech.speak(line, context()));
  expect(error).toMatchObject({ failure: 'unavailable', facts: { retryable: true } });
  await speech.close();
});

test('a connection that never opens is the same', async () => {
  // An address that nobody answers at (RFC 5737).
  const speech = client({ url: 'http://192.0.2.1', timeouts: { connectMs: 300, submitMs: 600 } });
  const error = await failureOf(speech.speak(line, context()));
  expect(error).toMatchObject({ failure: 'unavailable', facts: { retryable: true } });
  await speech.close();
});

test('a person who skips while the submit is under way is not kept waiting, and the id is still learned', async () => {
  const { promise: known, resolve } = Promise.withResolvers<string>();
  let submits = 0;
  await using server = await httpServer((_, response) => {
    submits += 1;
    setTimeout(() => json(response, 200, { data: { request_id: 'late-one' } }), 200);
  });
  const speech = client({ url: server.url });
  const controller = new AbortController();
  let isKnown = false;
  const onSubmitted = (id: string): void => {
    isKnown = true;
    resolve(id);
  };
  const speaking = speech.speak(line, { signal: controller.signal, onSubmitted });
  setTimeout(() => controller.abort(new Error('skipped')), 60);
  await expect(speaking).rejects.toThrow('skipped');
  expect(isKnown).toBe(false);
  expect(await known).toBe('late-one');
  expect(submits).toBe(1);
  await speech.close();
});

test('an aborted signal sends nothing', async () => {
  let calls = 0;
  await using server = await httpServer((_, response) => {
    calls += 1;
    response.end();
  });
  const speech = client({ url: server.url });
  const signal = AbortSignal.abort(new Error('skipped'));
  await expect(speech.speak(line, { signal })).rejects.toThrow('skipped');
  await wait(30);
  expect(calls).toBe(0);
  await speech.close();
});

test('a clip goes up whole, with any bytes, any words', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256);
  let body = '';
  await using server = await httpServer((_request, response, sent) => {
    body = sent;
    json(response, 401, {});
  });
  const speech = client({ url: server.url });
  const request: SpeechRequest = {
    ...line,
    text: 'naïve \ud800 "quotes" \r\n--boundary 🎉',
    voice: { mode: 'clone', clip: { bytes, format: 'ogg', durationMs: 6_000 }, transcript: 'été' },
  };
  expect((await failureOf(speech.speak(request, context()))).failure).toBe('unauthorised');
  expect(body).toContain(Buffer.from(bytes).toString('latin1'));
  expect(body).toContain('filename="reference.ogg"\r\nContent-Type: audio/ogg');
  expect(Buffer.from(body, 'latin1').toString('utf8')).toContain(
    'naïve \ufffd "quotes" \r\n--boundary 🎉',
  );
  expect(Buffer.from(body, 'latin1').toString('utf8')).toContain('été');
  await speech.close();
});
