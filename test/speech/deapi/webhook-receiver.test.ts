import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';

import type { Webhook } from '#speech/deapi/form.ts';
import type { JobStatus } from '#speech/deapi/job-status.ts';
import { WebhookAddress } from '#speech/deapi/webhook-address.ts';
import { deliveryOf } from '#speech/deapi/webhook-delivery.ts';
import { maxBodyBytes, webhookReceiver } from '#speech/deapi/webhook-receiver.ts';
import { webhookReports } from '#speech/deapi/webhook-reports.ts';

import { VirtualClock } from '../virtual-clock.ts';
import { type Letter, headersOf, post, reportOf } from './webhook-sender.ts';

const keptSecret = Buffer.alloc(32, 7);
const accountSecret = 'the secret of the account, of any length';
const sound = 'https://results.deapi.ai/a.mp3?X-Amz-Signature=ab/cd';
const done: JobStatus = { state: 'done', resultUrl: sound };

/** A receiver, the news that came in, and one job's address as it is on this machine. */
async function opened({
  publicUrl = 'https://bot.example/crier',
  clock = new VirtualClock(new Date().toISOString()),
} = {}) {
  const news: [string, JobStatus][] = [];
  const troubles: unknown[] = [];
  const address = new WebhookAddress({ url: publicUrl, keptSecret, accountSecret });
  const receiver = await webhookReceiver({
    address,
    clock,
    listen: { host: '127.0.0.1', port: 0 },
    ...webhookReports({
      clock,
      onNews: (requestId, status) => news.push([requestId, status]),
      onTrouble: (error) => troubles.push(error),
    }),
  });
  onTestFinished(() => receiver.close());
  const origin = `http://127.0.0.1:${receiver.port}`;
  const job = address.forJob();
  const local = ({ url }: Webhook): string => origin + new URL(url).pathname;
  const nowSeconds = Math.floor(clock.wallMs() / 1000);
  return {
    news,
    troubles,
    address,
    receiver,
    origin,
    job,
    clock,
    nowSeconds,
    local,
    deliver: (letter: Letter, url = local(job)) =>
      post(url, { secret: job.secret, timestamp: nowSeconds, ...letter }),
  };
}

const completed = (requestId = 'job-1'): string =>
  reportOf(requestId, 'job.completed', { result_url: sound });

test('a genuine report is told, byte for byte as it was signed', async () => {
  const { deliver, news } = await opened();
  expect(await deliver({ body: completed() })).toBe(204);
  expect(news).toEqual([['job-1', done]]);
});

test('work that goes on, and failures with whether they may be tried again, are told too', async () => {
  const { deliver, news } = await opened();
  await deliver({ body: reportOf('job-1', 'job.processing') });
  const failure = { error_reason: 'TIMEOUT', retryable: true, refunded: false };
  await deliver({ body: reportOf('job-2', 'job.failed', failure) });
  expect(news).toMatchObject([
    ['job-1', { state: 'processing' }],
    ['job-2', { state: 'failed', error: { failure: 'job-failed', facts: { retryable: true } } }],
  ]);
});

describe('what is refused', () => {
  test.each<[string, (now: number, body: string) => Letter]>([
    ['a body that was changed', (_, body) => ({ body: body.replace('job-1', 'job-2') })],
    ['another secret', (_, body) => ({ body, secret: 'x'.repeat(43) })],
    ['a time 301 s ago', (now, body) => ({ body, timestamp: now - 301 })],
    ['a time in 301 s', (now, body) => ({ body, timestamp: now + 301 })],
    ['no time', (_, body) => ({ body, timestamp: '' })],
    ['a time that is no number', (_, body) => ({ body, timestamp: '1e9' })],
    ['an empty signature', (_, body) => ({ body, signature: '' })],
    ['no signature', (_, body) => ({ body, signature: undefined })],
    ['a signature of nothing', (_, body) => ({ body, signature: 'sha256=' })],
    ['a shorter one', (_, body) => ({ body, signature: 'sha256=abcd' })],
    ['a longer one', (_, body) => ({ body, signature: `sha256=${'ab'.repeat(40)}` })],
    ['one that is no hexadecimal', (_, body) => ({ body, signature: `sha256=${'zz'.repeat(32)}` })],
    ['one by another name', (_, body) => ({ body, signature: `sha1=${'ab'.repeat(32)}` })],
  ])('%s', async (_, letterOf) => {
    const { deliver, news, nowSeconds, job } = await opened();
    const body = completed();
    const letter = letterOf(nowSeconds, body);
    // The body is signed as it was.
    const signed = headersOf({ secret: job.secret, timestamp: nowSeconds, ...letter, body });
    const sent = 'signature' in letter ? letter.signature : signed['x-deapi-signature'];
    expect(await deliver({ ...letter, signature: sent })).toBe(401);
    expect(news).toEqual([]);
  });

  test.each([-300, 300])('but not a time that is %i s from now', async (seconds) => {
    const { deliver, nowSeconds } = await opened();
    expect(await deliver({ body: completed(), timestamp: nowSeconds + seconds })).toBe(204);
  });

  test('a signature without its beginning', async () => {
    const { deliver, job, nowSeconds } = await opened();
    const body = completed();
    const signed = headersOf({ body, secret: job.secret, timestamp: nowSeconds });
    const bare = signed['x-deapi-signature']?.slice('sha256='.length);
    expect(await deliver({ body, signature: bare })).toBe(401);
  });

  test('the secret of another job', async () => {
    const { deliver, address } = await opened();
    expect(await deliver({ body: completed(), secret: address.forJob().secret })).toBe(401);
  });

  test.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s', async (method) => {
    const { deliver } = await opened();
    expect(await deliver({ method })).toBe(405);
  });

  test.each(['/other', '/crier/short', '/crierx', '/er/abcdefghijklmnopqrstuv', '/crier/a/b'])(
    'the path %s',
    async (path) => {
      const { deliver, origin } = await opened();
      expect(await deliver({ body: completed() }, origin + path)).toBe(404);
    },
  );

  test('a body that is announced as too large, before it has come', async () => {
    const { local, job } = await opened();
    const socket = connect(Number(new URL(local(job)).port), '127.0.0.1');
    const head = Object.entries(headersOf({ secret: job.secret }));
    socket.write(
      [
        `POST ${new URL(local(job)).pathname} HTTP/1.1`,
        'host: bot.example',
        ...head.map(([name, value]) => `${name}: ${value}`),
        `content-length: ${maxBodyBytes + 1}`,
        '\r\n',
      ].join('\r\n'),
    );
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a body that gets too large, although it is genuine', async () => {
    const { deliver, news } = await opened();
    const body = reportOf('job-1', 'job.failed', { error_message: 'x'.repeat(maxBodyBytes) });
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(await deliver({ body }));
    expect(news).toEqual([]);
  });

  test('a body of unknown length that gets too large, although it is genuine', async () => {
    const { deliver, job, local, news } = await opened();
    const sent = async (chars: number): Promise<number | string> => {
      const body = reportOf('job-1', 'job.failed', { error_message: 'x'.repeat(chars) });
      const letter = { body, secret: job.secret };
      return post(local(job), letter, { ...headersOf(letter), 'transfer-encoding': 'chunked' });
    };
    expect(await sent(10)).toBe(204);
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(await sent(maxBodyBytes));
    expect(news).toHaveLength(1);
    expect(await deliver({ body: completed() })).toBe(204);
  });

  test('a head that is too large', async () => {
    const { local, job } = await opened();
    const headers = { ...headersOf({ secret: job.secret }), 'x-more': 'x'.repeat(10_000) };
    expect(await post(local(job), { body: completed() }, headers)).toBe(431);
  });
});

test('a clock that is off is told of, once', async () => {
  const { deliver, nowSeconds, troubles } = await opened();
  await deliver({ body: completed(), timestamp: nowSeconds - 900 });
  await deliver({ body: completed(), timestamp: nowSeconds - 901 });
  await deliver({ body: completed(), timestamp: nowSeconds - 900, secret: 'of a stranger' });
  expect(troubles.map(String)).toEqual([expect.stringContaining('clock of this machine')]);
});

test('a report that comes again is answered well and told once, also with another time', async () => {
  const { deliver, news, nowSeconds } = await opened();
  const body = completed();
  expect(await deliver({ body })).toBe(204);
  expect(await deliver({ body })).toBe(204);
  expect(await deliver({ body, timestamp: nowSeconds + 60 })).toBe(204);
  expect(news).toHaveLength(1);
});

test('a report that comes again at the end of the time in which its signature counts is told once', async () => {
  const { deliver, news, clock, nowSeconds } = await opened();
  const letter = { body: completed(), timestamp: nowSeconds + 300 };
  clock.pass(1);
  expect(await deliver(letter)).toBe(204);
  clock.pass(599_000);
  expect(await deliver(letter)).toBe(204);
  expect(news).toHaveLength(1);
});

test.each([
  ['an event that nobody knows', '{"event":"job.paused","delivery_id":"1","data":{}}'],
  ['an id that is none', '{"event":"job.completed","data":{"job_request_id":"../x"}}'],
  ['a list', '[1,2]'],
  ['no JSON', 'hello'],
  ['nothing', ''],
])(
  '%s is answered well when it is signed: failed deliveries switch webhooks off',
  async (_, body) => {
    const { deliver, news } = await opened();
    expect(await deliver({ body })).toBe(204);
    expect(news).toEqual([]);
  },
);

test('what the account’s own secret signs is told, at its own address and at a job’s', async () => {
  const { deliver, news, origin } = await opened();
  const secret = accountSecret;
  expect(await deliver({ body: completed('of-v1'), secret })).toBe(204);
  expect(await deliver({ body: completed('of-another'), secret }, `${origin}/crier`)).toBe(204);
  expect(await deliver({ body: completed('bare'), secret }, `${origin}/`)).toBe(204);
  expect(news.map(([requestId]) => requestId)).toEqual(['of-v1', 'of-another', 'bare']);
});

test('an address of an earlier run is known, and one of another installation is not', async () => {
  const { deliver, local } = await opened();
  const url = 'https://bot.example/crier';
  const earlier = new WebhookAddress({ url, keptSecret }).forJob();
  expect(await deliver({ body: completed(), secret: earlier.secret }, local(earlier))).toBe(204);
  const foreign = new WebhookAddress({ url, keptSecret: Buffer.alloc(32, 8) }).forJob();
  expect(await deliver({ body: completed(), secret: foreign.secret }, local(foreign))).toBe(401);
});

test('each job has an address and a secret of its own, of the lengths that the service takes', () => {
  const address = new WebhookAddress({ url: 'https://bot.example/a?b=c', keptSecret });
  const all = Array.from({ length: 50 }, () => address.forJob());
  expect(new Set(all.map(({ url }) => url)).size).toBe(50);
  for (const { url, secret } of all) {
    expect(url).toMatch(/^https:\/\/bot\.example\/a\/[\w-]{22}\?b=c$/);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(url).not.toContain(secret);
  }
  expect(new Set(all.map(({ secret }) => secret)).size).toBe(50);
});

describe('behind a reverse proxy', () => {
  /** A proxy that leads to the receiver, and takes this off the path. */
  async function proxied(target: string, takenOff: string): Promise<string> {
    const proxy = createServer((request, response) => {
      const path = (request.url ?? '').replace(takenOff, '') || '/';
      const headers = { ...request.headers, 'x-forwarded-for': '203.0.113.7' };
      const onward = ask(target + path, { method: 'POST', headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  }

  test.each([
    ['that leaves the path', ''],
    ['that takes the path away', '/bots/crier'],
    ['that takes a part of the path away', '/bots'],
  ])('%s', async (_, takenOff) => {
    const { deliver, origin, job, news } = await opened({
      publicUrl: 'https://bot.example/bots/crier',
    });
    const proxy = await proxied(origin, takenOff);
    const url = proxy + new URL(job.url).pathname;
    expect(await deliver({ body: completed() }, url)).toBe(204);
    expect(await deliver({ body: completed(), secret: 'of a stranger' }, url)).toBe(401);
    expect(news).toEqual([['job-1', done]]);
  });

  test('what a proxy, or a stranger, says of whence and whither something came counts for nothing', async () => {
    const { local, origin, job, nowSeconds, news } = await opened();
    const said = {
      forwarded: 'for=127.0.0.1;host=bot.example;proto=https',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'bot.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-uri': new URL(job.url).pathname,
      'x-original-url': new URL(job.url).pathname,
      'x-real-ip': '127.0.0.1',
    };
    const letter = { body: completed(), timestamp: nowSeconds };
    const genuine = { ...letter, secret: job.secret };
    const forged = { ...letter, secret: 'of a stranger' };
    const send = async (to: string, of: Letter, more = {}) =>
      post(to, of, { ...headersOf(of), ...said, ...more });
    expect(await send(local(job), forged)).toBe(401);
    expect(await send(`${origin}/elsewhere`, genuine)).toBe(404);
    expect(news).toEqual([]);
    const elsewhere = { 'x-forwarded-host': 'other.example', 'x-forwarded-proto': 'http' };
    expect(await send(local(job), genuine, { ...elsewhere, 'x-original-url': '/' })).toBe(204);
    expect(news).toEqual([['job-1', done]]);
  });
});

describe('whoever dribbles', () => {
  test('is cut, in the head and in the body', { timeout: 15_000 }, async () => {
    const { receiver, local, job } = await opened();
    const begun = performance.now();
    const half = `POST ${new URL(local(job)).pathname} HTTP/1.1\r\nhost: x\r\n`;
    const signed = Object.entries(headersOf({ secret: job.secret }));
    const whole = `${half}${signed.map(([name, value]) => `${name}: ${value}\r\n`).join('')}content-length: 500\r\n\r\n{`;
    const lives = [half, whole].map(async (beginning) => {
      const socket = connect(receiver.port, '127.0.0.1').on('error', () => undefined);
      socket.write(beginning);
      await once(socket.resume(), 'close');
      return performance.now() - begun;
    });
    for (const lifeMs of await Promise.all(lives)) expect(lifeMs).toBeLessThan(10_000);
  });

  test('is cut, with whatever comes before the answer to what came before', async () => {
    const { receiver, local, job, news } = await opened();
    const body = completed();
    const headers = { ...headersOf({ body, secret: job.secret }), 'content-length': body.length };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const whole = `POST ${new URL(local(job)).pathname} HTTP/1.1\r\nhost: x\r\n${head.join('')}\r\n${body}`;
    const socket = connect(receiver.port, '127.0.0.1').on('error', () => undefined);
    socket.write(whole.repeat(50));
    await once(socket.resume(), 'close');
    expect(news.length).toBeLessThan(2);
  });

  test('bars nobody, however many there are', async () => {
    const { receiver, deliver, news } = await opened();
    const idle = Array.from({ length: 400 }, () =>
      connect(receiver.port, '127.0.0.1').on('error', () => undefined),
    );
    onTestFinished(() => idle.forEach((socket) => socket.destroy()));
    for (const socket of idle) socket.write('POST /crier HTTP/1.1\r\n');
    await delay(100);
    expect(await deliver({ body: completed() })).toBe(204);
    expect(news).toHaveLength(1);
  });
});

test('no bytes that are signed make reading a report throw, and what is read is the id of a job', () => {
  const names = ['event', 'data', 'status', 'job_request_id', '__proto__', 'result_url'];
  const odd = fc.object({ key: fc.constantFrom(...names), maxDepth: 3 });
  const json = fc.oneof(fc.jsonValue(), odd).map((value) => Buffer.from(JSON.stringify(value)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), json), (body) => {
      const { requestId = 'none' } = deliveryOf(body)?.news ?? {};
      expect(requestId).toMatch(/^\w[\w.:-]{0,127}$/);
    }),
    { numRuns: 4_000 },
  );
});

test('nothing that strangers send stops it', async () => {
  const { receiver, deliver } = await opened();
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'grapheme' }).map((words) => Buffer.from(`POST /${words} HTTP/1.1\r\n\r\n`)),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      const socket = connect(receiver.port, '127.0.0.1').on('error', () => undefined);
      socket.end(bytes);
      await once(socket.resume(), 'close');
    }),
    { numRuns: 100 },
  );
  expect(await deliver({ body: completed() })).toBe(204);
});
