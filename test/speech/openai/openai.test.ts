import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { keyFor, openai, type OpenAi, type OpenAiOptions } from '#speech/openai/openai.ts';
import { SpeechError, type SpeechRequest } from '#speech/speech.ts';

const never = new AbortController().signal;
const request: SpeechRequest = {
  text: 'Hello there, everybody.',
  model: 'kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_bella' },
  speed: 1,
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly json: unknown;
  readonly port: number | undefined;
}

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** A real server that answers as told, and a client of it. */
async function served(
  answer: (response: ServerResponse, heard: Heard) => unknown,
  options: Partial<OpenAiOptions> = {},
): Promise<{ client: OpenAi; heard: Heard[]; server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk as Uint8Array);
      const text = Buffer.concat(chunks).toString();
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        json: text === '' ? undefined : (JSON.parse(text) as unknown),
        port: request.socket.remotePort,
      };
      heard.push(one);
      await answer(response, one);
    })();
  });
  const client = openai({ url: await listening(server), ...options });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  closing.push(() => client.close());
  return { client, heard, server };
}

/** A server below HTTP: it does what it likes with the socket. */
async function rawServed(
  act: (socket: Socket) => void,
  options: Partial<OpenAiOptions> = {},
): Promise<OpenAi> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => act(socket));
  });
  const client = openai({ url: await listening(server), ...options });
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  closing.push(() => client.close());
  return client;
}

function mp3(response: ServerResponse, ...chunks: string[]): void {
  response.writeHead(200, { 'content-type': 'audio/mpeg' });
  for (const chunk of chunks) response.write(chunk);
  response.end();
}

async function sound(client: OpenAi, asked = request, signal = never): Promise<string> {
  const { bytes } = await client.speak(asked, { signal });
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('what is asked', () => {
  test('the least that every server understands', async () => {
    const { client, heard } = await served((response) => mp3(response, 'sound'));
    const audio = await client.speak(request, { signal: never });
    expect(audio).toMatchObject({ format: 'mp3', engine: 'openai' });
    expect(heard).toMatchObject([{ method: 'POST', path: '/v1/audio/speech' }]);
    expect(heard[0]?.json).toEqual({
      model: 'kokoro',
      voice: 'af_bella',
      input: 'Hello there, everybody.',
      response_format: 'mp3',
    });
    expect(heard[0]?.headers).not.toHaveProperty('authorization');
  });

  test('speed, style, format and key, when there are any', async () => {
    const { client, heard } = await served((response) => mp3(response, 'sound'), { key: 'sk-1' });
    const voice = { mode: 'preset', id: 'nova', style: 'whispering' } as const;
    await sound(client, { ...request, voice, speed: 1.5, format: 'flac' });
    expect(heard[0]?.json).toMatchObject({
      speed: 1.5,
      instructions: 'whispering',
      response_format: 'flac',
    });
    expect(heard[0]?.headers.authorization).toBe('Bearer sk-1');
  });

  const clip = { bytes: new Uint8Array(), format: 'wav', durationMs: 3000 } as const;
  test.each([
    { mode: 'clone', clip },
    { mode: 'design', description: 'a pirate' },
  ] as const)('never a $mode, which this interface does not have', async (voice) => {
    const { client, heard } = await served((response) => mp3(response, 'sound'));
    await expect(sound(client, { ...request, voice })).rejects.toMatchObject({
      failure: 'refused',
      facts: { fields: { mode: expect.anything() } },
    });
    expect(heard).toEqual([]);
  });

  test.each([
    ['https://oai.deapi.ai/v1', '12|abc', 'dpn-sk-12|abc'],
    ['https://oai.deapi.ai/v1', 'dpn-sk-12|abc', 'dpn-sk-12|abc'],
    ['https://deapi.ai.example.org/v1', '12|abc', '12|abc'],
    ['http://localhost:8880/v1', 'none', 'none'],
  ])('at %s with the key %s as %s', (url, key, sent) => {
    expect(keyFor(url, key)).toBe(sent);
  });

  test('over a connection that was opened ahead', async () => {
    const { client, heard, server } = await served((response) => mp3(response, 'sound'));
    let connections = 0;
    server.on('connection', () => (connections += 1));
    client.warm();
    await once(server, 'connection');
    await sleep(20);
    expect(heard).toEqual([]);
    expect(await sound(client)).toBe('sound');
    expect([connections, heard.length]).toEqual([1, 1]);
  });

  test('over one connection, which outlives the pause between two', async () => {
    const { client, heard } = await served((response) => mp3(response, 'sound'));
    await sound(client);
    await sleep(50);
    await sound(client);
    expect(heard[0]?.port).toBe(heard[1]?.port);
  });
});

describe('the sound', () => {
  test('is passed on as it arrives', async () => {
    const { promise: rest, resolve: sendRest } = Promise.withResolvers<void>();
    const { client } = await served(async (response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      response.write('first');
      await rest;
      response.end('last');
    });
    const phases: string[] = [];
    const { bytes } = await client.speak(request, {
      signal: never,
      onProgress: ({ phase }) => phases.push(phase),
    });
    const chunks = bytes[Symbol.asyncIterator]();
    expect(Buffer.from((await chunks.next()).value as Uint8Array).toString()).toBe('first');
    sendRest();
    expect(Buffer.from((await chunks.next()).value as Uint8Array).toString()).toBe('last');
    expect(await chunks.next()).toMatchObject({ done: true });
    expect(phases).toEqual(['speaking', 'fetching']);
  });

  test.each([
    ['audio/mpeg', undefined, 'mp3'],
    ['audio/wav', 'mp3', 'wav'],
    ['audio/x-wav; rate=24000', undefined, 'wav'],
    ['audio/flac', undefined, 'flac'],
    ['audio/ogg; codecs=opus', 'opus', 'ogg'],
    ['audio/opus', undefined, 'ogg'],
    ['application/octet-stream', 'opus', 'ogg'],
    ['application/octet-stream', undefined, 'mp3'],
  ])('of type %s when %s was asked for is %s', async (type, format, said) => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': type });
      response.end('sound');
    });
    const audio = await client.speak({ ...request, ...(format && { format }) }, { signal: never });
    expect(audio.format).toBe(said);
  });

  test('ends the download when its hearer leaves', async () => {
    const { promise: left, resolve } = Promise.withResolvers<void>();
    const { client } = await served((response) => {
      response.on('close', resolve);
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      response.write('first');
    });
    const { bytes } = await client.speak(request, { signal: never });
    for await (const _ of bytes) break;
    await left;
    expect(await sound((await served((response) => mp3(response, 'next'))).client)).toBe('next');
  });
});

describe('what is no sound', () => {
  test.each([
    'text/html; charset=utf-8',
    'application/json',
    'text/event-stream',
    'application/xml',
  ])('%s', async (type) => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': type });
      response.end('<html>or the like');
    });
    await expect(client.speak(request, { signal: never })).rejects.toMatchObject({
      failure: 'bad-audio',
    });
  });

  test('nothing', async () => {
    const { client } = await served((response) => mp3(response));
    await expect(sound(client)).rejects.toMatchObject({ failure: 'bad-audio' });
  });

  test('a sound that is cut short', async () => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': '1000' });
      response.write('first', () => response.destroy());
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'bad-audio' });
  });

  test('a sound that is announced to be a gigabyte', async () => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': `${2 ** 30}` });
      response.write('first');
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'endless' });
  });

  test('a sound that never ends', async () => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      const chunk = Buffer.alloc(1_000_000);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const { bytes } = await client.speak(request, { signal: never });
    let sizeBytes = 0;
    const reading = (async () => {
      for await (const chunk of bytes) sizeBytes += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ failure: 'endless' });
    expect(sizeBytes).toBeLessThanOrEqual(100_000_000);
  });

  test('a sound that stalls', async () => {
    const { client } = await served(
      (response) => {
        response.writeHead(200, { 'content-type': 'audio/mpeg' });
        response.write('first');
      },
      { deadlines: { stallMs: 60 } },
    );
    await expect(sound(client)).rejects.toMatchObject({ failure: 'timeout' });
  });
});

describe('servers in trouble', () => {
  test('one that refuses is quoted without key and text', async () => {
    const { client } = await served(
      (response, { json }) => {
        response.writeHead(400, { 'content-type': 'application/json' });
        const { input } = json as { input: string };
        response.end(
          JSON.stringify({ error: { message: `sk-12345678 says ${input}`, param: 'input' } }),
        );
      },
      { key: 'sk-12345678' },
    );
    await expect(sound(client)).rejects.toMatchObject({
      failure: 'refused',
      facts: { fields: { input: ['[hidden] says [hidden]'] } },
    });
  });

  test('one that redirects is not followed', async () => {
    const { client, heard } = await served((response) => {
      response.writeHead(307, { location: '/elsewhere' });
      response.end();
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'bad-answer' });
    expect(heard).toHaveLength(1);
  });

  test('one that is not there is unavailable', async () => {
    const server = createTcpServer();
    const url = await listening(server);
    server.close();
    const client = openai({ url });
    closing.push(() => client.close());
    await expect(sound(client)).rejects.toMatchObject({
      failure: 'unavailable',
      facts: { retryable: true },
    });
  });

  test('one that breaks off before it answers is not asked again', async () => {
    let asked = 0;
    const client = await rawServed((socket) => {
      asked += 1;
      socket.destroy();
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'maybe-submitted' });
    expect(asked).toBe(1);
  });

  test('one that never answers times out', async () => {
    const { client } = await served(() => {}, { deadlines: { answerMs: 60 } });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'timeout' });
  });

  test('one that complains without an end is not listened to', async () => {
    const { client } = await served((response) => {
      response.writeHead(500, { 'content-type': 'text/html' });
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'unavailable' });
  });
});

describe('aborting', () => {
  test.each(['before', 'while waiting', 'while hearing'])(
    '%s ends it at once with the reason',
    async (when) => {
      const aborting = new AbortController();
      const reason = new Error('skipped');
      const { client } = await served((response) => {
        if (when === 'while waiting') aborting.abort(reason);
        else response.writeHead(200, { 'content-type': 'audio/mpeg' }).write('first');
      });
      if (when === 'before') aborting.abort(reason);
      const speaking = (async () => {
        const { bytes } = await client.speak(request, { signal: aborting.signal });
        for await (const _ of bytes) aborting.abort(reason);
      })();
      await expect(speaking).rejects.toBe(reason);
    },
  );

  test('a sound that nobody reads takes nothing down', async () => {
    const aborting = new AbortController();
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' }).write('first');
    });
    const { bytes } = await client.speak(request, { signal: aborting.signal });
    const reason = new Error('skipped');
    aborting.abort(reason);
    await sleep(20);
    await expect(bytes[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  });
});

describe('the catalogue', () => {
  function json(response: ServerResponse, body: unknown, status = 200): void {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  test('is what a Kokoro server lists', async () => {
    const { client, heard } = await served(
      (response, { path }) =>
        json(
          response,
          path === '/v1/models'
            ? { object: 'list', data: [{ id: 'tts-1' }, { id: 'kokoro' }] }
            : { voices: ['af_bella', 'bm_george'] },
        ),
      { key: 'sk-1' },
    );
    const models = await client.models(never);
    expect(models.map(({ slug }) => slug)).toEqual(['kokoro']);
    expect(models[0]?.languages.map(({ tag }) => tag)).toEqual(['en-us', 'en-gb']);
    expect(heard.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /v1/audio/voices',
      'GET /v1/models',
    ]);
    expect(heard.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer sk-1',
      'Bearer sk-1',
    ]);
  });

  test.each([404, 405, 403, 400])(
    'has the common voices when the server answers %d',
    async (status) => {
      const { client } = await served(
        (response) => json(response, { detail: 'Not Found' }, status),
        {
          model: 'my-tts',
        },
      );
      const [model] = await client.models(never);
      expect(model).toMatchObject({ slug: 'my-tts', defaults: { voice: 'alloy' } });
    },
  );

  test.each([
    [401, 'unauthorised'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
  ])('is unknown when the server answers %d', async (status, failure) => {
    const { client } = await served((response) => json(response, {}, status));
    await expect(client.models(never)).rejects.toMatchObject({ failure });
  });

  test('is unknown when the server is not there', async () => {
    const client = await rawServed((socket) => socket.destroy());
    await expect(client.models(never)).rejects.toMatchObject({ failure: 'unavailable' });
  });

  test('survives a list that is not JSON', async () => {
    const { client } = await served((response) => response.end('<html>'));
    await expect(client.models(never)).resolves.toHaveLength(1);
  });
});

test('whatever bytes a server answers with, it ends in sound or a SpeechError', async () => {
  let answer = Buffer.alloc(0);
  const client = await rawServed((socket) => socket.end(answer), {
    deadlines: { answerMs: 300, stallMs: 300 },
  });
  const status = fc.integer({ min: 100, max: 599 });
  const header = fc.constantFrom(
    'content-type: audio/mpeg',
    'content-type: application/json',
    'content-length: 5',
    'content-length: -1',
    'content-length: 99999999999999999999',
    'transfer-encoding: chunked',
    'content-encoding: gzip',
    'location: http://127.0.0.1:1/',
    'connection: upgrade',
    'retry-after: -5',
    'x: \u0000',
  );
  const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
  const http = fc
    .tuple(status, fc.array(header, { maxLength: 4 }), body)
    .map(
      ([status, headers, body]) => `HTTP/1.1 ${status} X\r\n${headers.join('\r\n')}\r\n\r\n${body}`,
    );
  const anything = fc.oneof(
    { weight: 4, arbitrary: http.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      answer = bytes;
      const outcome = await sound(client).then(
        (heard) => heard.length > 0,
        (error: unknown) => error instanceof SpeechError || error,
      );
      expect(outcome).toBe(true);
    }),
    { numRuns: 150 },
  );
});
