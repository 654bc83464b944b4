import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { systemClock } from '#speech/clock.ts';
import { PaidResult } from '#speech/deapi/paid-result.ts';
import { resultHosts } from '#speech/deapi/result-hosts.ts';
import { type Results, deapiResults } from '#speech/deapi/results.ts';
import { connections } from '#speech/http/connections.ts';
import { SpeechError } from '#speech/speech.ts';

import { type Handler, failureOf, fastClock, httpServer } from './rig.ts';

const sound = Buffer.from('ID3 this stands for sound '.repeat(1000));

const kept = { connectTimeoutMs: 1_000, keepAliveMs: 20_000 };

/** For as long a host may be at fault where that is looked at; else no busy machine is taken for one. */
const impatient = { stallMs: 250, totalMs: 900 };
const patient = { maxBytes: 100_000, stallMs: 20_000, totalMs: 20_000 };

async function rig(handler: Handler, clock = systemClock, more = {}) {
  const server = await httpServer(handler);
  const store = connections(kept);
  const results: Results = deapiResults({
    ...store,
    hosts: resultHosts([server.host]),
    limits: { ...patient, ...more },
    scrub: (words) => words,
    clock,
  });
  return {
    results,
    server,
    url: `${server.url}/r.mp3?X-Amz-Signature=1`,
    async [Symbol.asyncDispose]() {
      await store.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function read(results: Results, url: string, signal = AbortSignal.timeout(5_000)) {
  const chunks: Uint8Array[] = [];
  const { bytes } = await results.open(url, signal);
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a result is given while it still comes', async () => {
  let finish: (() => void) | undefined;
  await using it = await rig((_, response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).write(sound.subarray(0, 5_000));
    finish = () => response.end(sound.subarray(5_000));
  });
  const { bytes, format } = await it.results.open(it.url, AbortSignal.timeout(5_000));
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  expect(first.value?.length).toBeGreaterThan(0);
  finish?.();
  let sizeBytes = first.value?.length ?? 0;
  for (let next = await source.next(); !next.done; next = await source.next())
    sizeBytes += next.value.length;
  expect(sizeBytes).toBe(sound.length);
  expect(format).toBe('mp3');
});

test('the key and other secrets never go to the host of results', async () => {
  let headers: Record<string, unknown> = {};
  await using it = await rig((request, response) => {
    headers = request.headers;
    response.end(sound);
  });
  expect(await read(it.results, it.url)).toEqual(sound);
  expect(headers).not.toHaveProperty('authorization');
  expect(headers).not.toHaveProperty('cookie');
  expect(headers['user-agent']).toMatch(/^Crier\//);
});

const audio = { 'content-type': 'audio/mpeg' };

test.each<[string, (response: ServerResponse) => void, string]>([
  ['HTML', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end(sound), 'bad-audio'],
  ['JSON', (r) => r.writeHead(200, { 'content-type': 'application/json' }).end(sound), 'bad-audio'],
  [
    'HTML under another name',
    (r) => r.writeHead(200, audio).end('  <!DOCTYPE html><html>'),
    'bad-audio',
  ],
  ['JSON under another name', (r) => r.writeHead(200, audio).end('{"message":"no"}'), 'bad-audio'],
  [
    'XML under another name',
    (r) => r.writeHead(200, audio).end('<?xml version="1.0"?>'),
    'bad-audio',
  ],
  ['nothing', (r) => r.writeHead(200, { ...audio, 'content-length': 0 }).end(), 'bad-audio'],
  ['nothing, without saying so', (r) => r.writeHead(200, audio).end(), 'bad-audio'],
  ['204', (r) => r.writeHead(204).end(), 'bad-answer'],
  [
    'a redirect',
    (r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'foreign-host',
  ],
  [
    'a gigabyte',
    (r) => void r.writeHead(200, { ...audio, 'content-length': 2 ** 30 }).write(sound),
    'endless',
  ],
  ['a fault, always', (r) => r.writeHead(500).end(), 'unavailable'],
  [
    'less than it promised',
    (r) => r.writeHead(200, { ...audio, 'content-length': 90_000 }).write(sound, () => r.destroy()),
    'bad-audio',
  ],
])('a result of %s is no sound', async (_, send, failure) => {
  await using it = await rig((_request, response) => send(response));
  expect((await failureOf(read(it.results, it.url))).failure).toBe(failure);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['a piece', (r) => void r.writeHead(200, audio).write(sound)],
  ['a head', (r) => r.writeHead(200, audio).flushHeaders()],
])('a result of %s and then silence is no sound', async (_, send) => {
  await using it = await rig((_request, response) => send(response), systemClock, impatient);
  expect((await failureOf(read(it.results, it.url))).failure).toBe('bad-audio');
});

test('a result that drips for ever is cut off', async () => {
  const drip = (_: unknown, response: ServerResponse): void => {
    response.writeHead(200, audio);
    const timer = setInterval(() => response.write('drop'), 50);
    response.on('close', () => clearInterval(timer));
  };
  await using it = await rig(drip, systemClock, { totalMs: 900 });
  expect((await failureOf(read(it.results, it.url))).failure).toBe('endless');
});

test('a result without end is cut off at the largest size', async () => {
  await using it = await rig((_, response) => {
    response.writeHead(200, audio);
    const more = () => {
      while (response.write(sound) && !response.destroyed);
    };
    response.on('drain', more);
    more();
  });
  expect((await failureOf(read(it.results, it.url))).failure).toBe('endless');
});

test('a host that never answers is given up', async () => {
  await using it = await rig(() => undefined, systemClock, impatient);
  expect((await failureOf(read(it.results, it.url))).failure).toBe('unavailable');
});

test('a reader that can read on has less patience with a silent host than the longest', async () => {
  await using it = await rig(
    (_, response) => {
      response.writeHead(200, audio);
      response.write(sound);
    },
    systemClock,
    { stallMs: 30_000, totalMs: 30_000 },
  );
  const drained = async (): Promise<void> => {
    const { bytes } = await it.results.open(it.url, AbortSignal.timeout(20_000), 200);
    for await (const chunk of bytes) expect(chunk.length).toBeGreaterThan(0);
  };
  // The longest would end with the signal, whose reason is no failure.
  expect((await failureOf(drained())).failure).toBe('bad-audio');
});

test('a body that the host cuts is read on from there, without a byte twice', async () => {
  const all = Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * index) % 251));
  const cutAt = [20_000, 20_000, 61_000];
  await using it = await rig((_, response) => {
    response.writeHead(200, { ...audio, 'content-length': all.length });
    const at = cutAt.shift();
    if (at === undefined) response.end(all);
    else response.write(all.subarray(0, at), () => response.destroy());
  });
  const done = { state: 'done', resultUrl: it.url } as const;
  const reread = async () => done;
  const parts = { results: it.results, reread, clock: fastClock };
  const paid = new PaidResult({ requestId: 'id', done, untilMs: Infinity }, parts);
  const chunks: Uint8Array[] = [];
  const { bytes, format } = await paid.open(AbortSignal.timeout(5_000));
  for await (const chunk of bytes) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(all)).toBe(true);
  expect([format, cutAt]).toEqual(['mp3', []]);
});

test('a fetch that hangs is made a second time, and the first is given up', async () => {
  let asked = 0;
  let closed = 0;
  const hang = (_: unknown, response: ServerResponse): void => {
    asked += 1;
    response.on('close', () => {
      closed += 1;
    });
    if (asked > 1) response.writeHead(200, audio).end(sound);
  };
  await using it = await rig(hang, fastClock, impatient);
  expect(await read(it.results, it.url)).toEqual(sound);
  await wait(50);
  expect([asked, closed]).toEqual([2, 2]);
});

test.each([400, 401, 403, 404, 410])(
  'status %i says that the address has expired',
  async (status) => {
    await using it = await rig((_, response) => response.writeHead(status).end('<Error/>'));
    expect((await failureOf(read(it.results, it.url))).failure).toBe('result-expired');
  },
);

test('a slow reader is not a slow host', async () => {
  const send = (_: unknown, response: ServerResponse): void =>
    void response.writeHead(200, audio).end(sound);
  await using it = await rig(send, systemClock, impatient);
  const { bytes } = await it.results.open(it.url, AbortSignal.timeout(5_000));
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    await wait(600);
  }
  expect(sizeBytes).toBe(sound.length);
});

test('an abort cuts the result with its reason, also between two pieces', async () => {
  let closed = false;
  await using it = await rig((_, response) => {
    response.writeHead(200, audio).write(sound);
    response.on('close', () => {
      closed = true;
    });
  });
  const controller = new AbortController();
  const { bytes } = await it.results.open(it.url, controller.signal);
  const source = bytes[Symbol.asyncIterator]();
  await source.next();
  controller.abort(new Error('skipped'));
  await expect(
    (async () => {
      while (!(await source.next()).done);
    })(),
  ).rejects.toThrow('skipped');
  await wait(50);
  expect(closed).toBe(true);
});

test('a reader that stops early lets the connection go', async () => {
  let closed = false;
  await using it = await rig((_, response) => {
    response.writeHead(200, audio).write(sound);
    response.on('close', () => {
      closed = true;
    });
  });
  const { bytes } = await it.results.open(it.url, AbortSignal.timeout(5_000));
  for await (const chunk of bytes) if (chunk.length > 0) break;
  await wait(50);
  expect(closed).toBe(true);
});

test('a name below a listed domain that leads to a private address is not connected to', async () => {
  await using server = await httpServer((_, response) => response.end(sound));
  const listed = resultHosts(['*.localhost']);
  const store = connections({
    ...kept,
    mayReach: (name, address) => listed.mayReach(name, address),
  });
  const results = deapiResults({
    ...store,
    hosts: { mayFetch: () => true, mayReach: () => false },
    limits: patient,
    scrub: (words) => words,
    clock: systemClock,
  });
  const refused = results.open(server.url, AbortSignal.timeout(5_000));
  expect((await failureOf(refused)).failure).toBe('foreign-host');
  await store.close();
});

test('a connection made ahead is used, and saves none from its own failures', async () => {
  let connected = 0;
  await using server = await httpServer((_, response) => response.end(sound));
  const store = connections({
    ...kept,
    mayReach: () => {
      connected += 1;
      return true;
    },
  });
  const { connector, agent } = store;
  connector.warm(server.url);
  connector.warm(server.url);
  await wait(50);
  expect(connected).toBe(1);
  const results = deapiResults({
    agent,
    connector,
    hosts: resultHosts([server.host]),
    limits: patient,
    scrub: (words) => words,
    clock: systemClock,
  });
  expect(await read(results, server.url)).toEqual(sound);
  expect(connected).toBe(1);
  connector.warm('http://127.0.0.1:1');
  await wait(50);
  await store.close();
  await expect(results.open(server.url, AbortSignal.timeout(5_000))).rejects.toThrow(SpeechError);
});
