import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { onTestFinished, expect, test } from 'vitest';

import { BodyFault, chunksOf } from '#speech/http/body.ts';
import { connections } from '#speech/http/connections.ts';
import { scrubber } from '#speech/http/scrub.ts';
import { NoAnswer, send } from '#speech/http/send.ts';
import type { Answering, Asked } from '#speech/http/send.ts';

import { httpServer, rawServer } from '../deapi/rig.ts';

const scrub = scrubber(['the-secret']);
const limits = { maxBytes: 1_000, stallMs: 5_000, totalMs: 5_000 };

/** Sends with connections of its own, which are closed at the end of the test. */
function sending(asked: Pick<Asked, 'url'> & Partial<Asked>): Promise<Answering> {
  const own = connections({ connectTimeoutMs: 1_000, keepAliveMs: 1_000 });
  onTestFinished(() => own.close());
  const usual = { agent: own.agent, scrub, answerMs: 5_000, signal: AbortSignal.timeout(10_000) };
  return send({ ...usual, ...asked });
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'none',
    (error: unknown) => error,
  );
}

test('an answer that has begun is given with the first of each header, and its body is still to come', async () => {
  await using server = await httpServer((_, response) => {
    response.writeHead(418, { 'x-one': ['1', '2'], 'content-type': 'text/plain' });
    response.end('short and stout');
  });
  const answering = await sending({ url: server.url });
  expect(answering).toMatchObject({ status: 418, headers: { 'content-type': 'text/plain' } });
  expect(answering.headers['x-one']).toMatch(/^1/);
  expect(await text(chunksOf(answering, limits, scrub))).toBe('short and stout');
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['gzip', gzipSync],
  ['X-GZIP', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['identity', (bytes) => bytes],
  ['gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
])('a body that is coded as %s is read as what it was', async (coding, coded) => {
  await using server = await httpServer((_, response) => {
    response.writeHead(502, { 'content-encoding': coding }).end(coded(Buffer.from('a fault, ö')));
  });
  const answering = await sending({ url: server.url });
  expect(await text(chunksOf(answering, limits, scrub))).toBe('a fault, ö');
});

test('a body in a coding that nobody knows is given as it came', async () => {
  await using server = await httpServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip, rot13' }).end('nothing');
  });
  expect(await text(chunksOf(await sending({ url: server.url }), limits, scrub))).toBe('nothing');
});

test('a small body that swells without end is cut at the largest size', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  await using server = await httpServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  const answering = await sending({ url: server.url });
  let sizeBytes = 0;
  const reading = (async () => {
    for await (const chunk of chunksOf(answering, { ...limits, maxBytes: 100_000 }, scrub))
      sizeBytes += chunk.length;
  })();
  expect(await failure(reading)).toMatchObject({ name: 'BodyFault', why: 'large' });
  expect(sizeBytes).toBeLessThanOrEqual(100_000);
});

test.each([
  ['is cut', gzipSync(Buffer.from('long enough to be cut')).subarray(0, 15)],
  ['is none', Buffer.from('no gzip at all')],
])('a coded body that %s is a body that was cut', async (_, bytes) => {
  await using server = await httpServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes);
  });
  const answering = await sending({ url: server.url });
  const fault = await failure(text(chunksOf(answering, limits, scrub)));
  expect(fault).toMatchObject({ name: 'BodyFault', why: 'cut' });
});

test('an abort cuts a coded body, and lets its connection go', async () => {
  let closed = false;
  await using server = await httpServer((_, response) => {
    response.on('close', () => {
      closed = true;
    });
    response.writeHead(200, { 'content-encoding': 'gzip' }).flushHeaders();
  });
  const aborting = new AbortController();
  const answering = await sending({ url: server.url, signal: aborting.signal });
  const reading = failure(text(chunksOf(answering, limits, scrub)));
  aborting.abort(new Error('skipped'));
  expect(String(await reading)).toContain('skipped');
  await wait(50);
  expect(closed).toBe(true);
});

test('JSON goes as one piece of known length, and every request says who asks', async () => {
  const seen: unknown[] = [];
  await using server = await httpServer((request, response) => {
    seen.push([request.method, request.headers]);
    response.end();
  });
  const { body } = await sending({ url: server.url, json: { words: 'ö' }, headers: { a: 'b' } });
  body.destroy();
  const headers = { 'content-length': '14', 'content-type': 'application/json', a: 'b' };
  expect(seen).toEqual([
    ['POST', expect.objectContaining({ ...headers, 'user-agent': expect.stringMatching(/Crier/) })],
  ]);
});

test('no answer in time is told as that, with what was sent', async () => {
  await using server = await httpServer(() => undefined);
  const late = await failure(sending({ url: server.url, json: {}, answerMs: 200 }));
  expect(late).toMatchObject({ name: 'NoAnswer', why: 'late', sent: true });
});

test('of a request that reached nobody it is known that nothing was sent, and no secret is in why', async () => {
  const url = 'http://the-secret.invalid';
  const lost = await failure(sending({ url, json: {} }));
  expect(lost).toBeInstanceOf(NoAnswer);
  expect(lost).toMatchObject({ why: 'broken', sent: false });
  expect(String((lost as NoAnswer).cause)).not.toContain('the-secret');
});

test('an abort cuts request and body, but not what has to finish and is on its way', async () => {
  await using server = await httpServer((_, response) => {
    setTimeout(() => response.end('done'), 200);
  });
  for (const mustFinish of [false, true]) {
    const controller = new AbortController();
    const sent = sending({ url: server.url, json: {}, signal: controller.signal, mustFinish });
    setTimeout(() => controller.abort(new Error('skipped')), 100);
    const outcome = sent.then((answering) => text(chunksOf(answering, limits, scrub)), String);
    expect(await outcome).toBe(mustFinish ? 'done' : 'Error: skipped');
  }
});

test('what has to finish is cut as long as nothing of it was sent', async () => {
  let asked = 0;
  await using server = await httpServer((_, response) => {
    asked += 1;
    response.end();
  });
  const stopping = new AbortController();
  const own = connections({
    connectTimeoutMs: 1_000,
    keepAliveMs: 1_000,
    mayReach() {
      stopping.abort(new Error('skipped'));
      return true;
    },
  });
  onTestFinished(() => own.close());
  const { url } = server;
  const { signal } = stopping;
  const asking = sending({ url, json: {}, mustFinish: true, agent: own.agent, signal });
  expect(await failure(asking)).toBe(signal.reason);
  expect(asked).toBe(0);
});

test('an answer in progress is cut with the signal’s reason, and one that is over leaves nothing on the signal', async () => {
  await using server = await httpServer((request, response) => {
    if (request.url === '/whole') response.end('whole');
    else response.write('half');
  });
  const controller = new AbortController();
  const { signal } = controller;
  const whole = await sending({ url: `${server.url}/whole`, signal });
  expect(await text(chunksOf(whole, limits, scrub))).toBe('whole');
  await new Promise(setImmediate);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  const half = await sending({ url: `${server.url}/half`, signal });
  setTimeout(() => controller.abort(new Error('skipped')), 50);
  expect(String(await failure(text(chunksOf(half, limits, scrub))))).toBe('Error: skipped');
});

const dripping = (everyMs: number) =>
  httpServer((_, response) => {
    response.flushHeaders();
    const timer = setInterval(() => response.write('drop'), everyMs);
    response.once('close', () => clearInterval(timer));
  });

test.each([
  ['larger than allowed', 5, { maxBytes: 20 }, 'large'],
  ['longer in coming than allowed', 20, { totalMs: 200 }, 'endless'],
  ['silent for longer than allowed', 10_000, { stallMs: 100 }, 'stalled'],
])('a body that is %s is cut', async (_, everyMs, bound, why) => {
  await using server = await dripping(everyMs);
  const answering = await sending({ url: server.url });
  const fault = await failure(text(chunksOf(answering, { ...limits, ...bound }, scrub)));
  expect(fault).toBeInstanceOf(BodyFault);
  expect(fault).toMatchObject({ why });
  expect(answering.body.destroyed).toBe(true);
});

test('a body that is shorter than announced is told as cut, and whoever stops reading ends it', async () => {
  await using server = await rawServer((socket) => {
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\nhalf of it');
  });
  const cut = await sending({ url: server.url });
  expect(await failure(text(chunksOf(cut, limits, scrub)))).toMatchObject({ why: 'cut' });
  await using drops = await dripping(5);
  const answering = await sending({ url: drops.url });
  for await (const _ of chunksOf(answering, limits, scrub)) break;
  expect(answering.body.destroyed).toBe(true);
});

test('why a body was cut short is told with the fault, without what is secret', async () => {
  async function* broken() {
    yield Buffer.from('half');
    throw new Error('reset by the-secret');
  }
  const body = Readable.from(broken());
  const { signal } = new AbortController();
  const error = await failure(text(chunksOf({ body, signal }, limits, scrub)));
  expect(error).toMatchObject({ name: 'BodyFault', why: 'cut' });
  expect((error as BodyFault).cause).toMatchObject({
    message: expect.stringMatching(/^reset by /u),
  });
  expect(String((error as BodyFault).cause)).not.toContain('the-secret');
});
