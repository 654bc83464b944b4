import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import type { CannedFailure } from '#deapi/failures.ts';

import { clientOf, plain } from './client.ts';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  deapi = await startDeapi();
  client = clientOf(deapi);
});
afterEach(() => {
  deapi.clearFaults();
  deapi.setLatency(0);
});
afterAll(() => deapi.close());

test.each<[CannedFailure, number]>([
  ['unauthenticated', 401],
  ['payment-required', 402],
  ['suspended', 403],
  ['blocked', 403],
  ['not-found', 404],
  ['gone', 410],
  ['too-large', 413],
  ['validation', 422],
  ['balance', 422],
  ['plan', 422],
  ['model', 422],
  ['format', 422],
  ['server-error', 500],
  ['bad-gateway', 502],
  ['unavailable', 503],
  ['html', 200],
  ['half-json', 200],
  ['empty-answer', 200],
  ['wrong-shape', 200],
])('%s answers %d once, and costs nothing', async (fail, status) => {
  const charged = deapi.charged.length;
  const fault = deapi.next({ on: 'submit', fail });
  const reply = await client.submit();
  expect(reply.status).toBe(status);
  expect(reply.body.data?.request_id).toBeUndefined();
  expect(deapi.charged.length).toBe(charged);
  expect(fault.hits).toBe(1);
  expect((await client.submit()).status).toBe(200);
});

test('a fault waits for its route, and for what it is meant for', async () => {
  const fault = deapi.next({
    on: 'submit',
    fail: 'server-error',
    when: ({ fields }) => fields['text']?.includes('unlucky') ?? false,
  });
  expect((await client.status('1')).status).toBe(404);
  expect((await client.submit()).status).toBe(200);
  expect(fault.hits).toBe(0);
  expect((await client.submit({ text: 'An unlucky text.' })).status).toBe(500);
});

test('a fault can strike several times, and be cancelled', async () => {
  const fault = deapi.next({ on: 'any', fail: 'unavailable', times: Infinity });
  for (let count = 1; count <= 3; count += 1) {
    expect((await client.submit()).status).toBe(503);
    expect(fault.hits).toBe(count);
  }
  expect(deapi.faults).toHaveLength(1);
  fault.cancel();
  expect(deapi.faults).toEqual([]);
  expect((await client.submit()).status).toBe(200);
});

test.each(['answer-lost', 'never-answers'] as const)(
  'when the answer is lost (%s) the job is made and paid for all the same',
  async (fail) => {
    const before = { jobs: deapi.jobs.length, charged: deapi.charged.length };
    deapi.next({ on: 'submit', fail });
    const path = '/api/v2/audio/speech';
    const lost = fetch(deapi.url + path, {
      method: 'POST',
      body: client.form({ ...plain, text: `Lost by ${fail}` }),
      headers: { authorization: `Bearer ${deapi.key}`, accept: 'application/json' },
      signal: AbortSignal.timeout(500),
    });
    await expect(lost).rejects.toThrow(/fetch failed|aborted/u);
    expect(deapi.jobs.length).toBe(before.jobs + 1);
    expect(deapi.charged.length).toBe(before.charged + 1);
    expect(deapi.requests.at(-1)?.status).toBeUndefined();
  },
);

test('a dropped request is not carried out', async () => {
  const before = deapi.jobs.length;
  deapi.next({ on: 'submit', fail: 'dropped' });
  await expect(client.submit()).rejects.toThrow(/fetch failed|aborted/u);
  expect(deapi.jobs.length).toBe(before);
});

test('an answer can be late, or any bytes', async () => {
  deapi.next({ on: 'balance', delayMs: 150 });
  const startMs = performance.now();
  await client.ask('GET', '/api/v2/account/balance');
  expect(performance.now() - startMs).toBeGreaterThan(145);
  deapi.next({ on: 'balance', answer: { status: 418, body: '{"a":1', headers: { 'x-a': 'b' } } });
  const odd = await client.ask('GET', '/api/v2/account/balance');
  expect([odd.status, odd.text, odd.headers.get('x-a')]).toEqual([418, '{"a":1', 'b']);
});

test('an endless answer goes on until the client has had enough', async () => {
  deapi.next({ on: 'models', fail: 'endless-answer' });
  const response = await fetch(`${deapi.url}/api/v2/models`, {
    headers: { authorization: `Bearer ${deapi.key}`, accept: 'application/json' },
  });
  let size = 0;
  for await (const chunk of response.body!) {
    size += chunk.length;
    if (size > 4_000_000) break;
  }
  expect(size).toBeGreaterThan(4_000_000);
});

test('offline nothing can connect, and online again it is on the same address', async () => {
  await deapi.goOffline();
  await expect(client.submit()).rejects.toThrow(/fetch failed|aborted/u);
  await deapi.goOnline();
  expect((await client.submit()).status).toBe(200);
});

test('a job takes its time, and is pending, processing and done in turn', async () => {
  deapi.setLatency(400);
  const { body } = await client.submit();
  const id = body.data.request_id;
  const job = deapi.jobs.at(-1)!;
  expect((await client.status(id)).body.data).toMatchObject({ status: 'pending', price: null });
  await delay(200);
  const running = (await client.status(id)).body.data;
  expect(running.status).toBe('processing');
  expect(Number(running.progress)).toBeGreaterThan(20);
  expect(Number(running.progress)).toBeLessThan(100);
  expect(running.result_url).toBeNull();
  await job.ended;
  const tookMs = job.endedAtMs! - job.submittedAtMs;
  expect(tookMs).toBeGreaterThanOrEqual(399);
  expect((await client.status(id)).body.data.status).toBe('done');
});

test('random job times are within their range, differ, and are the same for the same seed', async () => {
  const times = async (seed: number): Promise<number[]> => {
    const other = await startDeapi({ latency: { minMs: 20, maxMs: 220 }, seed });
    await other.prepare([{ text: 'Hello there, my friend.', voice: 'af_sky' }]);
    const otherClient = clientOf(other);
    for (let count = 0; count < 4; count += 1) await otherClient.finished();
    const took = other.jobs.map((job) => job.endedAtMs! - job.submittedAtMs);
    await other.close();
    return took;
  };
  const [first, same, different] = [await times(7), await times(7), await times(8)];
  for (const took of [...first, ...different]) {
    expect(took).toBeGreaterThan(19);
    expect(took).toBeLessThan(320);
  }
  const near = (a: number[], b: number[]): boolean =>
    a.every((took, index) => Math.abs(took - b[index]!) < 25);
  expect(near(first, same)).toBe(true);
  expect(near(first, different)).toBe(false);
});

test('a job can have a time of its own, or never end', async () => {
  deapi.setLatency(5000);
  deapi.next({ job: { time: 0 } });
  expect((await client.finished()).status).toBe('done');
  deapi.setLatency(0);
  deapi.next({ job: { neverEnds: true } });
  const { body } = await client.submit();
  await delay(300);
  expect((await client.status(body.data.request_id)).body.data.status).toBe('processing');
});

test('statuses that nobody documented are told on demand, until the job ends', async () => {
  deapi.next({ job: { time: 300, statuses: ['queued', 'in_progress'] } });
  const { body } = await client.submit();
  const id = body.data.request_id;
  const told: string[] = [];
  for (let count = 0; count < 3; count += 1) told.push((await client.status(id)).body.data.status);
  expect(told).toEqual(['queued', 'in_progress', 'in_progress']);
  await deapi.jobs.at(-1)!.ended;
  expect((await client.status(id)).body.data.status).toBe('done');
});

test('progress is a number in some jobs and a string in others', async () => {
  const kinds = new Set<string>();
  for (let count = 0; count < 2; count += 1) kinds.add(typeof (await client.finished()).progress);
  expect(kinds).toEqual(new Set(['number', 'string']));
  deapi.next({ job: { progressAs: 'string' } });
  expect((await client.finished()).progress).toBe('100.00');
});
