import { afterEach, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import type { DeapiOptions } from '#deapi/options.ts';

import { clientOf } from './client.ts';

const noon = Date.UTC(2026, 10, 22, 12);
let running: Deapi | undefined;
let now = noon;
afterEach(() => running?.close());

async function start(options: DeapiOptions = {}) {
  now = noon;
  running = await startDeapi({ tier: 'basic', now: () => now, ...options });
  return { deapi: running, client: clientOf(running) };
}

test('a basic account submits five times a minute, on both versions together', async () => {
  const { deapi, client } = await start();
  const statuses: number[] = [];
  for (let count = 0; count < 6; count += 1) {
    statuses.push((await (count % 2 ? client.submitV1() : client.submit())).status);
    now += 1000;
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  expect(deapi.jobs).toHaveLength(5);
  now = noon + 60_000;
  expect((await client.submit()).status).toBe(200);
});

test('requests that are refused for their fields count, those refused for the quota do not', async () => {
  const { client } = await start({ quotas: { submit: { perMinute: 2, perDay: 3 } } });
  expect((await client.submit({ lang: 'xx' })).status).toBe(422);
  expect((await client.submit()).status).toBe(200);
  for (let count = 0; count < 3; count += 1) expect((await client.submit()).status).toBe(429);
  now += 60_000;
  expect((await client.submit()).status).toBe(200);
  expect((await client.submit()).status).toBe(429);
});

test('a day ends at midnight UTC', async () => {
  const { client } = await start({ quotas: { status: { perMinute: 100, perDay: 2 } } });
  await client.status('1');
  await client.status('1');
  const refused = await client.status('1');
  expect(refused.status).toBe(429);
  expect(refused.body).toEqual({ message: 'Too Many Attempts.' });
  expect(refused.headers.get('x-ratelimit-type')).toBe('daily');
  expect(refused.headers.get('retry-after')).toBe(String(12 * 3600));
  now = Date.UTC(2026, 10, 23);
  expect((await client.status('1')).status).toBe(404);
});

test('models and balance are never limited', async () => {
  const { client } = await start({ tier: 'basic' });
  for (let count = 0; count < 60; count += 1) {
    const reply = await client.ask('GET', '/api/v2/account/balance');
    expect(reply.status).toBe(200);
  }
});

test('the specification sends headers with a 429 alone, and says when to come back', async () => {
  const { client } = await start({ quotas: { submit: { perMinute: 1, perDay: 9 } } });
  const accepted = await client.submit();
  expect(accepted.headers.get('x-ratelimit-limit')).toBeNull();
  now += 15_000;
  const { headers } = await client.submit();
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-ratelimit-limit': '1',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-daily-limit': '9',
    'x-ratelimit-daily-remaining': '8',
    'x-ratelimit-type': 'minute',
    'retry-after': '45',
  });
});

test('the time to come back may be a date of the service’s own clock, which is told as well', async () => {
  const { client } = await start({
    retryAfter: 'date',
    quotas: { submit: { perMinute: 1, perDay: 9 } },
  });
  await client.submit();
  now += 15_000;
  const { headers } = await client.submit();
  expect(headers.get('date')).toBe('Sun, 22 Nov 2026 12:00:15 GMT');
  expect(headers.get('retry-after')).toBe('Sun, 22 Nov 2026 12:01:00 GMT');
});

test('the page of errors has headers with every answer, and no time to come back', async () => {
  const { client } = await start({
    limitHeaders: 'errors-page',
    quotas: { submit: { perMinute: 1, perDay: 9 } },
  });
  const accepted = await client.submit();
  expect(Object.fromEntries(accepted.headers)).toMatchObject({
    'x-ratelimit-limit': '1',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-source': 'submit',
  });
  const refused = await client.submit();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBeNull();
  expect(refused.headers.get('x-ratelimit-type')).toBeNull();
});

test('without headers a 429 says nothing but its status', async () => {
  const { client } = await start({
    limitHeaders: 'none',
    quotas: { submit: { perMinute: 1, perDay: 9 } },
  });
  await client.submit();
  const { status, headers } = await client.submit();
  expect(status).toBe(429);
  expect([...headers.keys()].filter((name) => /rate|retry/u.test(name))).toEqual([]);
});

test('premium accounts have 300 a minute and no limit a day', async () => {
  const { deapi, client } = await start();
  deapi.setTier('premium');
  for (let count = 0; count < 300; count += 1) await client.status('1');
  expect((await client.status('1')).status).toBe(429);
  now += 60_000;
  expect((await client.status('1')).status).toBe(404);
});

test.each([
  ['minute-limit', 'minute'],
  ['day-limit', 'daily'],
] as const)('%s on demand carries the headers of the %s quota', async (fail, type) => {
  const { deapi, client } = await start();
  deapi.next({ on: 'status', fail });
  const { status, headers } = await client.status('1');
  expect([status, headers.get('x-ratelimit-type')]).toEqual([429, type]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});
