import { afterEach, expect, test } from 'vitest';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import type { DeapiOptions } from '#deapi/options.ts';

import { clientOf } from './client.ts';

let running: Deapi | undefined;
afterEach(() => running?.close());

const line = { model: 'Kokoro', voice: 'af_sky', input: 'Rain again, all day long.' };

async function start(options: DeapiOptions = {}) {
  const deapi = await startDeapi(options);
  running = deapi;
  const ask = async (body: object, key = `dpn-sk-${deapi.key}`): Promise<Response> =>
    fetch(`${deapi.gatewayUrl}/v1/audio/speech`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'user-agent': 'test',
      },
      body: JSON.stringify(body),
    });
  return { deapi, ask };
}

interface Envelope {
  readonly error: { readonly message: string; readonly param: string | null };
}

test('the sound is the answer, from the same account', async () => {
  const { deapi, ask } = await start();
  const answer = await ask(line);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('audio/mpeg');
  const sound = new Uint8Array(await answer.arrayBuffer());
  expect(sound).toEqual(new Uint8Array(deapi.jobs[0]!.result!.bytes));
  expect(deapi.balance).toBeCloseTo(5 - (line.input.length * 0.77) / 1e6, 9);
  expect(deapi.calls).toMatchObject({ gateway: 1, submit: 0, status: 0 });
  expect(deapi.violations).toEqual([]);
});

test('the same words by the gateway and by a job are paid for twice', async () => {
  const { deapi, ask } = await start();
  await (await ask(line)).arrayBuffer();
  const { input: text, voice } = line;
  await clientOf(deapi).finished({ text, voice });
  expect(deapi.charged).toHaveLength(2);
  expect(deapi.chargedTwice).toHaveLength(1);
});

test('the key is taken with its prefix alone, and without it by the other interface alone', async () => {
  const { deapi, ask } = await start();
  const raw = await ask(line, deapi.key);
  expect(raw.status).toBe(401);
  expect(deapi.violations).toEqual(['The gateway was given the key without its prefix']);
  const native = await fetch(`${deapi.url}/api/v2/account/balance`, {
    headers: { accept: 'application/json', authorization: `Bearer dpn-sk-${deapi.key}` },
  });
  expect(native.status).toBe(401);
});

test.each([
  ['another format', { ...line, response_format: 'flac' }, 400, 'response_format'],
  ['an unknown voice', { ...line, voice: 'nobody' }, 400, 'voice'],
  ['a text that is too short', { ...line, input: 'a' }, 400, 'input'],
  ['an unknown model', { ...line, model: 'Nobody' }, 404, null],
  ['a model that clones', { ...line, model: 'Qwen3_TTS_12Hz_1_7B_Base' }, 404, null],
  ["OpenAI's name at another model", { ...line, model: 'Chatterbox', voice: 'nova' }, 400, 'voice'],
])('%s is refused in the envelope of OpenAI, for nothing', async (_, body, status, param) => {
  const { deapi, ask } = await start();
  const answer = await ask(body);
  expect(answer.status).toBe(status);
  expect(((await answer.json()) as Envelope).error).toMatchObject({ param });
  expect(deapi.charged).toEqual([]);
});

test("OpenAI's names are voices of Kokoro", async () => {
  const { deapi, ask } = await start();
  for (const voice of ['alloy', 'echo', 'fable', 'onyx', 'nova', 'shimmer'])
    expect((await ask({ ...line, voice })).status).toBe(200);
  expect(deapi.jobs.map(({ fields }) => fields['lang'])).toContain('en-gb');
});

test('a submit and a call of the gateway count for one limit', async () => {
  const { deapi, ask } = await start({ quotas: { submit: { perMinute: 1, perDay: 9 } } });
  await clientOf(deapi).submit();
  const answer = await ask(line);
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).not.toBeNull();
});

test.each([
  ['before the job is made', false, 0],
  ['after it was made and charged', true, 1],
] as const)('a proxy can give up %s', async (_, isLate, charges) => {
  const { deapi, ask } = await start();
  for (const [fail, status] of [
    ['bad-gateway', 502],
    ['gateway-timeout', 504],
    ['origin-timeout', 524],
  ] as const) {
    deapi.next({ on: 'gateway', fail, isLate });
    const answer = await ask({ ...line, input: `Status ${status} it is` });
    expect(answer.status).toBe(status);
  }
  expect(deapi.charged).toHaveLength(charges * 3);
});

test('an answer can be lost, and the sound be cut', async () => {
  const { deapi, ask } = await start();
  deapi.next({ on: 'gateway', fail: 'answer-lost' });
  await expect(ask(line)).rejects.toThrow('fetch failed');
  expect(deapi.charged).toHaveLength(1);
  deapi.next({ on: 'gateway', sound: 'truncated' });
  const cut = await ask({ ...line, input: 'Something else' });
  await expect(cut.arrayBuffer()).rejects.toThrow('terminated');
});

test('the models are listed', async () => {
  const { deapi } = await start();
  const answer = await fetch(`${deapi.gatewayUrl}/v1/models`, {
    headers: { authorization: `Bearer dpn-sk-${deapi.key}`, 'user-agent': 'test' },
  });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  expect(data.map(({ id }) => id)).toContain('Kokoro');
});
