/** Jobs that are paid for: how they end, and what keeps their results from whoever paid. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';

import { clientOf, plain } from './client.ts';

let deapi: Deapi;
let client: ReturnType<typeof clientOf>;
let now = Date.UTC(2026, 10, 22, 12);
beforeAll(async () => {
  deapi = await startDeapi({ quotas: {}, now: () => now });
  client = clientOf(deapi);
});
afterEach(() => deapi.clearFaults());
afterAll(() => deapi.close());

let lines = 0;
const line = () => {
  lines += 1;
  return { text: `A line of its own, number ${lines}.` };
};

test.each(['cancelled', 'expired', 'rejected'])('a job can end as %s', async (endsAs) => {
  deapi.next({ job: { error: { retryable: false }, endsAs } });
  const data = await client.finished(line());
  expect(data).toMatchObject({ status: endsAs, retryable: false, result_url: null });
});

test.each(['succeeded', 'success'])('a job can be done as %s', async (endsAs) => {
  deapi.next({ job: { endsAs } });
  const data = await client.finished(line());
  expect(data.status).toBe(endsAs);
  expect((await client.download(data.result_url)).status).toBe(200);
});

test('the result’s address can be there while the job is said to be worked on', async () => {
  deapi.next({ job: { endsAs: 'processing' } });
  const data = await client.finished(line());
  expect(data.status).toBe('processing');
  expect((await client.download(data.result_url)).status).toBe(200);
});

test('a job can be done for a moment without an address', async () => {
  deapi.next({ job: { addressAfterMs: 60 } });
  const data = await client.finished(line());
  expect(data).toMatchObject({ status: 'done', result_url: null });
  now += 60;
  const later = await client.status(deapi.jobs.at(-1)!.id);
  expect((await client.download(later.body.data.result_url)).status).toBe(200);
});

test('the file can come after its address', async () => {
  deapi.next({ job: { fileAfterMs: 60 } });
  const { result_url: address } = await client.finished(line());
  for (let count = 0; count < 2; count += 1) {
    expect((await client.download(address)).status).toBe(404);
  }
  now += 60;
  expect((await client.download(address)).status).toBe(200);
});

test('a job can be unknown at first', async () => {
  deapi.next({ job: { unknownForMs: 60 } });
  const { body } = await client.submit(line());
  expect((await client.status(body.data.request_id)).status).toBe(404);
  now += 60;
  expect((await client.status(body.data.request_id)).status).toBe(200);
});

test('the first download can be cut, and the second whole', async () => {
  deapi.next({ job: { result: 'truncated', spoiledDownloads: 1 } });
  const { result_url: address } = await client.finished(line());
  await expect((await client.download(address)).bytes()).rejects.toThrow(/terminated/u);
  const bytes = await (await client.download(address)).bytes();
  expect(bytes.length).toBe(deapi.jobs.at(-1)?.result?.bytes.length);
});

test.each(['bom', 'gzip'] as const)('a submit can be answered with a %s', async (encodedAs) => {
  deapi.next({ on: 'submit', encodedAs });
  const response = await fetch(`${deapi.url}/api/v2/audio/speech`, {
    method: 'POST',
    body: client.form({ ...plain, ...line() }),
    headers: {
      authorization: `Bearer ${deapi.key}`,
      accept: 'application/json',
      'accept-encoding': 'identity',
    },
  });
  const bytes = await response.bytes();
  expect(response.headers.get('content-encoding')).toBe(encodedAs === 'gzip' ? 'gzip' : null);
  expect(bytes[0]).toBe(encodedAs === 'bom' ? 0xef : 0x7b);
  expect(Buffer.from(bytes).toString()).toContain(deapi.jobs.at(-1)?.id);
});

test('a submit’s answer can be cut in the middle: the job is made and paid for', async () => {
  const { length } = deapi.charged;
  deapi.next({ on: 'submit', fail: 'answer-cut' });
  await expect(client.submit(line())).rejects.toThrow(/terminated|fetch failed/u);
  expect(deapi.charged).toHaveLength(length + 1);
});

test('a failure can be worth another try and yet be paid for', async () => {
  const before = deapi.balance;
  deapi.next({ job: { error: { retryable: true, refunded: false } } });
  expect(await client.finished(line())).toMatchObject({ retryable: true, refunded: false });
  expect(deapi.balance).toBeLessThan(before);
});

test.each(['status', 'result'] as const)('a %s call can hang, and the next one not', async (on) => {
  const { result_url: address } = await client.finished(line());
  const { id } = deapi.jobs.at(-1)!;
  const call = on === 'status' ? `${deapi.url}/api/v2/jobs/${id}` : address;
  deapi.next({ on, fail: 'never-answers' });
  const headers = {
    accept: 'application/json',
    ...(on === 'status' && { authorization: `Bearer ${deapi.key}` }),
  };
  const ask = (ms: number) => fetch(call, { headers, signal: AbortSignal.timeout(ms) });
  await expect(ask(100)).rejects.toThrow(/aborted/u);
  expect((await ask(5000)).status).toBe(200);
});
