import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import type { ResultSpoil } from '#deapi/faults.ts';

import { clientOf } from './client.ts';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
let now = Date.now();
beforeAll(async () => {
  deapi = await startDeapi({ now: () => now, resultTtlMs: 60_000 });
  client = clientOf(deapi);
});
afterEach(() => deapi.clearFaults());
afterAll(() => deapi.close());

async function address(): Promise<string> {
  return (await client.finished()).result_url;
}

test('a result is served to whoever has its address, on a host of its own', async () => {
  const url = await address();
  expect(new URL(url).host).toBe(deapi.resultsHost);
  expect(deapi.resultsHost).not.toBe(new URL(deapi.url).host);
  expect((await client.download(url)).status).toBe(200);
  expect(deapi.violations).toEqual([]);
});

test('an address expires, and the job gives a fresh one', async () => {
  const url = await address();
  now += 61_000;
  const expired = await client.download(url);
  expect(expired.status).toBe(403);
  expect(await expired.text()).toContain('Request has expired');
  const fresh = (await client.status(deapi.jobs.at(-1)!.id)).body.data.result_url;
  expect((await client.download(fresh)).status).toBe(200);
});

test('expired on demand: once, or for good', async () => {
  const again = async (): Promise<number> => {
    const { body } = await client.status(deapi.jobs.at(-1)!.id);
    return (await client.download(body.data.result_url)).status;
  };
  deapi.next({ result: 'expired' });
  expect((await client.download(await address())).status).toBe(403);
  expect(await again()).toBe(200);
  deapi.next({ result: 'expired-for-good' });
  expect((await client.download(await address())).status).toBe(403);
  expect(await again()).toBe(403);
});

test('a changed address is refused', async () => {
  const url = new URL(await address());
  url.searchParams.set('X-Amz-Expires', '999999');
  expect((await client.download(url.href)).status).toBe(403);
  const other = new URL(await address());
  other.pathname = '/results/another.mp3';
  expect((await client.download(other.href)).status).toBe(403);
});

test('the key on the host of results is refused, and noted', async () => {
  const reply = await client.download(await address(), { authorization: `Bearer ${deapi.key}` });
  expect(reply.status).toBe(400);
  expect(deapi.violations).toEqual(['The key was sent to the host of results']);
});

const whole = (): number => deapi.jobs.at(-1)!.result!.bytes.length;

test.each<[ResultSpoil & string, (reply: Response) => unknown, unknown]>([
  ['html', async (reply) => (await reply.text()).slice(0, 15), '<!DOCTYPE html>'],
  ['empty', async (reply) => (await reply.bytes()).length, 0],
  ['truncated', (reply) => reply.bytes().catch((error: Error) => error.message), 'terminated'],
  ['half', async (reply) => (await reply.bytes()).length === Math.ceil(whole() / 2), true],
  ['not-audio', async (reply) => (await reply.bytes())[0], 0],
  ['wrong-type', (reply) => reply.headers.get('content-type'), 'text/html; charset=utf-8'],
  ['server-error', (reply) => reply.status, 500],
  ['redirect', (reply) => reply.status, 302],
])('%s on demand spoils one job, and not the next', async (result, look, seen) => {
  deapi.next({ result });
  const url = await address();
  expect(await look(await client.download(url))).toBe(seen);
  const good = await client.download(await address());
  expect((await good.bytes()).length).toBe(whole());
});

test('a redirect leads to a foreign host', async () => {
  deapi.next({ result: 'redirect' });
  const { headers } = await client.download(await address());
  expect(new URL(headers.get('location')!).host).not.toBe(deapi.resultsHost);
});

test('any bytes can be a result', async () => {
  deapi.next({ result: { bytes: Buffer.from('anything'), contentType: 'text/plain' } });
  const reply = await client.download(await address());
  expect([await reply.text(), reply.headers.get('content-type')]).toEqual([
    'anything',
    'text/plain',
  ]);
});

test.each(['cut', 'silent'] as const)('a download that is %s gets no answer', async (result) => {
  deapi.next({ result });
  const url = await address();
  await expect(fetch(url, { signal: AbortSignal.timeout(400) })).rejects.toThrow(
    /fetch failed|aborted/u,
  );
});

test('a slow result keeps its times', async () => {
  deapi.next({ result: { firstByteMs: 150, lastByteMs: 450 } });
  const url = await address();
  const startMs = performance.now();
  const reply = await client.download(url);
  const arrivals: number[] = [];
  let size = 0;
  for await (const chunk of reply.body!) {
    arrivals.push(performance.now() - startMs);
    size += chunk.length;
  }
  expect(size).toBe(deapi.jobs.at(-1)!.result!.bytes.length);
  expect(arrivals[0]).toBeGreaterThan(140);
  expect(arrivals[0]).toBeLessThan(300);
  expect(arrivals.at(-1)).toBeGreaterThan(440);
  expect(arrivals.length).toBeGreaterThan(5);
});

test.each([
  ['gigabyte', String(2 ** 30)],
  ['endless', null],
] as const)('%s is sent as long as it is read', async (result, length) => {
  deapi.next({ result });
  const reply = await client.download(await address());
  expect(reply.headers.get('content-length')).toBe(length);
  let size = 0;
  for await (const chunk of reply.body!) {
    size += chunk.length;
    if (size > 20_000_000) break;
  }
  expect(size).toBeGreaterThan(20_000_000);
});

test('a drip begins well and goes on byte by byte', async () => {
  deapi.next({ result: 'drip' });
  const reply = await client.download(await address());
  const reader = reply.body!.getReader();
  const startMs = performance.now();
  let size = 0;
  while (performance.now() - startMs < 700) size += (await reader.read()).value!.length;
  await reader.cancel();
  expect(size).toBeGreaterThan(1024);
  expect(size).toBeLessThan(1034);
});

test.each([
  ['plain-http', /^http:\/\/results\.deapi\.ai\//u],
  ['no-address', /^results\/none$/u],
] as const)('%s on demand spoils the address', async (result, expected) => {
  deapi.next({ result });
  expect(await address()).toMatch(expected);
});

test('who fetches from a foreign host is noted', async () => {
  deapi.next({ result: 'foreign-host' });
  const url = await address();
  expect(new URL(url).host).not.toBe(deapi.resultsHost);
  await client.download(url);
  expect(deapi.violations).toContain('A result was fetched from a foreign host');
});

test('faults of requests strike downloads too', async () => {
  const url = await address();
  deapi.next({ on: 'result', fail: 'unavailable' });
  expect((await client.download(url)).status).toBe(503);
  deapi.next({ on: 'result', fail: 'dropped' });
  await expect(client.download(url)).rejects.toThrow(/fetch failed|aborted/u);
  expect((await client.download(url)).status).toBe(200);
  expect(deapi.calls.result).toBeGreaterThan(3);
});
