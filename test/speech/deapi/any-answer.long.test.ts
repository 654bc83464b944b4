import { inspect } from 'node:util';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Deapi, deapi } from '#speech/deapi/deapi.ts';
import { SpeechError } from '#speech/speech.ts';

import { type Server, bytesOf, context, fastClock, line, rawServer, testKey } from './rig.ts';

/** Anything a server can send: the whole answer, byte for byte. */
interface RawAnswer {
  readonly bytes: Buffer;
  readonly cut: boolean;
}

const json = fc.oneof(
  fc.json(),
  fc
    .record(
      {
        status: fc.oneof(fc.constantFrom('done', 'error', 'processing'), fc.jsonValue()),
        request_id: fc.oneof(fc.constantFrom('r1', '..', ''), fc.jsonValue()),
        result_url: fc.oneof(
          fc.constantFrom('RESULT', 'http://127.0.0.1:1/x', 'x'),
          fc.jsonValue(),
        ),
        progress: fc.jsonValue(),
        price: fc.jsonValue(),
        balance: fc.jsonValue(),
        result: fc.jsonValue(),
        transcription: fc.jsonValue(),
        error_code: fc.jsonValue(),
        retryable: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((data) => JSON.stringify({ data })),
  fc
    .record({
      message: fc.jsonValue(),
      errors: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    })
    .map((body) => JSON.stringify(body)),
  fc
    .array(
      fc.record(
        {
          slug: fc.oneof(fc.constant('Kokoro'), fc.jsonValue()),
          name: fc.jsonValue(),
          inference_types: fc.oneof(
            fc.constant(['txt2audio']),
            fc.constant({ txt2audio: [] }),
            fc.jsonValue(),
          ),
          info: fc.oneof(
            fc.record({ limits: fc.jsonValue(), defaults: fc.jsonValue() }),
            fc.jsonValue(),
          ),
          languages: fc.oneof(
            fc.array(fc.record({ slug: fc.jsonValue(), voices: fc.jsonValue() })),
            fc.jsonValue(),
          ),
        },
        { requiredKeys: ['slug', 'inference_types'] },
      ),
    )
    .map((data) => JSON.stringify({ data, meta: { last_page: 2 } })),
);

const status = fc.oneof(
  fc.constantFrom(
    200,
    201,
    204,
    302,
    400,
    401,
    402,
    403,
    404,
    409,
    410,
    413,
    422,
    429,
    500,
    502,
    503,
    521,
  ),
  fc.integer({ min: 200, max: 599 }),
);
const headerName = fc.constantFrom(
  'retry-after',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-daily-limit',
  'x-ratelimit-daily-remaining',
  'x-ratelimit-type',
  'content-type',
  'location',
  'link',
  'content-encoding',
);
const headerValue = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '99999999999',
    'daily',
    'minute',
    'audio/mpeg',
    'text/html',
    'application/json',
    'gzip',
    '/x',
  ),
  fc.stringMatching(/^[ -~]{0,20}$/),
);

const answer: fc.Arbitrary<RawAnswer> = fc
  .record({
    status,
    headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 3 }),
    body: fc.oneof(
      json.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    ),
    framing: fc.constantFrom('length', 'chunked', 'close', 'lie', 'none'),
    cut: fc.boolean(),
  })
  .map(({ status, headers, body, framing, cut }) => {
    const lines = [
      `HTTP/1.1 ${status} Whatever`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ];
    if (framing === 'length') lines.push(`content-length: ${body.length}`);
    if (framing === 'lie') lines.push(`content-length: ${body.length + 7}`);
    if (framing === 'chunked') lines.push('transfer-encoding: chunked');
    if (framing === 'close') lines.push('connection: close');
    const chunked = Buffer.concat([
      Buffer.from(`${body.length.toString(16)}\r\n`),
      body,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    const sent = framing === 'chunked' && body.length > 0 ? chunked : body;
    return {
      cut: cut || framing === 'close' || framing === 'lie',
      bytes: Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), sent]),
    };
  });
const rubbish: fc.Arbitrary<RawAnswer> = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => ({ bytes: Buffer.from(bytes), cut: true }));

let server: Server;
let respond: (route: string) => RawAnswer | undefined;
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  server = await rawServer((socket, head) => {
    const route = head.split(' ', 2).join(' ');
    const { bytes, cut } = respond(route) ?? good(route);
    socket.write(bytes);
    // An answer that is neither cut nor complete is waited for until a deadline.
    if (cut) socket.end();
  });
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await server[Symbol.asyncDispose]();
});

function good(route: string): RawAnswer {
  const data = route.startsWith('POST')
    ? { request_id: 'r1' }
    : { status: 'done', result: 'words', result_url: `${server.url}/r.mp3` };
  const list = [
    { slug: 'Kokoro', inference_types: ['txt2audio'] },
    { slug: 'Scribe', inference_types: ['audio_file2text'] },
  ];
  const json = JSON.stringify({ data: route.includes('/models') ? list : data });
  const body = route.endsWith('.mp3') ? 'ID3 this stands for sound' : json;
  return {
    cut: true,
    bytes: Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
  };
}

function connect(): Deapi {
  return deapi({
    url: server.url,
    key: testKey,
    api: 'v2',
    tier: 'premium',
    resultHosts: [server.host],
    clock: fastClock,
    timeouts: {
      connectMs: 500,
      answerMs: 60,
      submitMs: 60,
      jobMs: 150,
      stallMs: 60,
      resultMs: 150,
    },
  });
}

const calls: readonly (readonly [string, RegExp, (speech: Deapi) => Promise<unknown>])[] = [
  ['submit', /^POST .*speech$/, async (speech) => bytesOf(await speech.speak(line, context()))],
  ['status', /^GET .*jobs/, async (speech) => bytesOf(await speech.speak(line, context()))],
  ['result', /^GET .*mp3/, async (speech) => bytesOf(await speech.speak(line, context()))],
  ['models', /^GET .*models/, async (speech) => speech.models(context().signal)],
  ['price', /^POST .*price$/, async (speech) => speech.usdPerChar(line, context().signal)],
  ['balance', /^GET .*balance$/, async (speech) => speech.balance(context().signal)],
  [
    'transcription',
    /^(?:POST .*transcriptions|GET .*jobs)/,
    async (speech) =>
      speech.transcribe(
        { bytes: new Uint8Array(5), format: 'ogg', durationMs: 1 },
        { signal: context().signal },
      ),
  ],
];

test.each(calls)(
  'any answer to %s is a success or a SpeechError without the key, in time',
  { timeout: 120_000 },
  async (_, route, call) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 6, arbitrary: answer }, { weight: 1, arbitrary: rubbish }),
        async (any) => {
          respond = (asked) => (route.test(asked) ? any : undefined);
          const speech = connect();
          const began = performance.now();
          const outcome = await call(speech).then(
            () => 'success',
            (error: unknown) => error,
          );
          await speech.close();
          expect(['success', expect.any(SpeechError)]).toContainEqual(outcome);
          const seen = inspect(outcome, { depth: Infinity, showHidden: true });
          expect(seen).not.toContain(testKey);
          expect(seen).not.toContain(testKey.split('|')[1]);
          expect(performance.now() - began).toBeLessThan(4_000);
        },
      ),
      { numRuns: 60 },
    );
    expect(unhandled).toEqual([]);
  },
);
