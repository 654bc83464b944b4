import { expect, onTestFinished, test } from 'vitest';

import { type Deapi, deapi } from '#speech/deapi/deapi.ts';
import type { DeapiOptions } from '#speech/deapi/deapi.ts';

import { freePort } from '../../job-ways.ts';
import { bytesOf, context, failureOf, fastClock, httpServer, json, line, testKey } from './rig.ts';
import { post, reportOf } from './webhook-sender.ts';

const keptSecret = Buffer.alloc(32, 7);
const accountSecret = 'the secret of the account';
const publicUrl = 'https://bot.example/crier';

/** One that speaks, and one that writes down what it hears. */
const models = [
  { name: 'Kokoro', slug: 'Kokoro', inference_types: ['txt2audio'], languages: [] },
  { name: 'Whisper', slug: 'WhisperLargeV3', inference_types: ['audio2text'] },
];

/** The service's plan for the jobs that it is given. */
interface Plan {
  /** Reports this job; the answer to its submit waits until that is done. */
  early?(report: Report): Promise<unknown>;
  /** Reports this job a moment after its submit was answered. */
  late?(report: Report): Promise<unknown>;
  /** A status call's answer. */
  readonly status?: object;
}
type Report = (...told: [Parameters<typeof reportOf>[1], object?]) => Promise<number | string>;

/** A service that reports its jobs to the address that came with them, and a client of it. */
async function opened(plan: Plan, options: Partial<DeapiOptions> = {}) {
  const port = await freePort();
  const submits: string[] = [];
  let statusCalls = 0;
  const server = await httpServer((request, response, body) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname === '/r.mp3') return void response.end('sound');
    if (url.pathname.endsWith('/models')) return json(response, 200, { data: models });
    if (request.method === 'GET') {
      statusCalls += 1;
      return json(response, 200, { data: plan.status ?? { status: 'processing' } });
    }
    submits.push(body);
    const requestId = `job-${submits.length}`;
    const report: Report = async (event, data) => {
      const { pathname } = new URL(fieldOf(body, 'webhook_url') ?? publicUrl);
      const secret = fieldOf(body, 'webhook_secret') ?? accountSecret;
      const letter = { body: reportOf(requestId, event, data), secret };
      return post(`http://127.0.0.1:${port}${pathname}`, letter);
    };
    void (async () => {
      await plan.early?.(report);
      json(response, 200, { data: { request_id: requestId } });
      setTimeout(() => void plan.late?.(report), 20);
    })();
  });
  const client = deapi({
    url: server.url,
    key: testKey,
    api: 'v2',
    tier: 'basic',
    resultHosts: [server.host],
    clock: fastClock,
    webhook: { url: publicUrl, listen: { host: '127.0.0.1', port }, keptSecret, accountSecret },
    ...options,
  });
  onTestFinished(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });
  return {
    client,
    submits,
    result: { result_url: `${server.url}/r.mp3` },
    statusCalls: () => statusCalls,
  };
}

function fieldOf(body: string, name: string): string | undefined {
  return new RegExp(`name="${name}"\r\n\r\n([^\r]*)\r\n`).exec(body)?.[1];
}

const heard = async (client: Deapi, text = line.text): Promise<string> =>
  (await bytesOf(await client.speak({ ...line, text }, context()))).toString();

test('once a report has come, jobs cost no status calls', async () => {
  const plan: Plan = {
    late: async (report) => {
      await report('job.processing');
      await report('job.completed', service.result);
    },
  };
  const service = await opened(plan);
  await service.client.listen();
  expect(await heard(service.client)).toBe('sound');
  const calls = service.statusCalls();
  for (const text of ['One more.', 'And another.', 'And a last one.'])
    expect(await heard(service.client, text)).toBe('sound');
  expect(service.statusCalls()).toBe(calls);
});

test('once a report has come, no status call has to be left for a job', async () => {
  const service = await opened({
    early: async (report) => report('job.completed', service.result),
  });
  const { client } = service;
  await client.listen();
  expect(await heard(client)).toBe('sound');
  while (client.quotas.jobs.leftToday > 0) client.quotas.jobs.reserve();
  expect(await heard(client, 'One more.')).toBe('sound');
});

test('a report that overtakes the answer to its submit is heard', async () => {
  const service = await opened({
    early: async (report) => report('job.completed', service.result),
  });
  await service.client.listen();
  expect(await heard(service.client)).toBe('sound');
  expect(service.statusCalls()).toBe(0);
});

test('a failure that is reported ends the job with its reason', async () => {
  const reason = { error_reason: 'TIMEOUT', retryable: true, refunded: true };
  const service = await opened({ early: async (report) => report('job.failed', reason) });
  await service.client.listen();
  expect(await failureOf(service.client.speak(line, context()))).toMatchObject({
    failure: 'job-failed',
    facts: { retryable: true },
  });
});

test('an end that is reported without its result is asked for', async () => {
  const status = { status: 'done', result: 'What was said.' };
  const service = await opened({ early: async (report) => report('job.completed'), status });
  await service.client.listen();
  const recording = { bytes: Buffer.from('ID3'), format: 'mp3', durationMs: 1_000 } as const;
  const { text } = await service.client.transcribe(recording, { signal: context().signal });
  expect(text).toBe('What was said.');
});

test.each([
  ['v2', true],
  ['v1', false],
] as const)('a job of %s says where it is to be reported', async (api, hasSecret) => {
  const service = await opened(
    { early: async (report) => report('job.completed', service.result) },
    { api },
  );
  await service.client.listen();
  expect(await heard(service.client)).toBe('sound');
  expect(service.statusCalls()).toBe(0);
  const [body = ''] = service.submits;
  expect(fieldOf(body, 'webhook_url')).toMatch(/^https:\/\/bot\.example\/crier\/[\w-]{22}$/);
  expect(fieldOf(body, 'webhook_secret') !== undefined).toBe(hasSecret);
});

test('as long as nobody listens, no job says where', async () => {
  const status = { status: 'done' };
  const service = await opened({ status });
  await failureOf(service.client.speak(line, context()));
  expect(service.submits[0]).toContain('name="text"');
  expect(service.submits[0]).not.toContain('webhook');
});

test('a client that is closed while it begins to listen leaves nobody listening', async () => {
  const port = await freePort();
  const webhook = {
    url: publicUrl,
    listen: { host: '127.0.0.1', port },
    keptSecret,
    accountSecret,
  };
  const { client } = await opened({}, { webhook });
  const listening = client.listen();
  await client.close();
  await listening;
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
});
