import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { keyFor } from '#speech/openai/openai.ts';
import { SpeechError } from '#speech/speech.ts';

import { mp3, never, rawServed, request, served, sound } from './served.ts';

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
