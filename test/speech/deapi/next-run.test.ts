import { expect, onTestFinished, test, vi } from 'vitest';

import { type Deapi, deapi } from '#speech/deapi/deapi.ts';

import { MapMemo } from '../../fakes/map-memo.ts';
import { bytesOf, context, fastClock, httpServer, json, line } from './rig.ts';

// Facts learned of the service in one run are there in the next, of the same account.

const models = [{ name: 'Kokoro', slug: 'Kokoro', inference_types: ['txt2audio'], languages: [] }];

/** A service, and runs of a client that keep what they learn in one place. */
async function opened() {
  const memo = new MapMemo();
  let headers = {};
  const server = await httpServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/r.mp3') return void response.end('sound');
    if (pathname.endsWith('/models')) return json(response, 200, { data: models });
    const done = { status: 'done', result_url: `${server.url}/r.mp3` };
    const isSubmit = request.method === 'POST';
    json(response, 200, { data: isSubmit ? { request_id: 'job-1' } : done }, headers);
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return {
    memo,
    sayLimits: (said: object) => {
      headers = said;
    },
    run: (key: string): Deapi => {
      const { url, host } = server;
      const api = 'v2' as const;
      const client = deapi({ url, key, api, resultHosts: [host], clock: fastClock, memo });
      onTestFinished(() => client.close());
      return client;
    },
  };
}

const spoken = async (client: Deapi): Promise<string> =>
  (await bytesOf(await client.speak(line, context()))).toString();

test('a price that the service once said is known before it is asked again', async () => {
  const { memo, run } = await opened();
  const rates = { 'Other preset': { usdPerChar: 0.001, atMs: Date.now() } };
  await memo.put('deapi-prices', { version: 1, rates });
  const client = run('1|key');
  const request = { ...line, model: 'Other', text: 'Ten chars.' };
  await vi.waitFor(() => expect(client.estimate(request)).toBeCloseTo(0.01));
});

test('how long the last jobs took is written down at the end', async () => {
  const { memo, run } = await opened();
  const client = run('1|key');
  expect(await spoken(client)).toBe('sound');
  await client.close();
  expect(await memo.get('deapi-durations')).toMatchObject({
    models: { Kokoro: [{ chars: line.text.length }] },
  });
});

test('what was learned of an account’s tier holds for that account alone', async () => {
  const { run, sayLimits } = await opened();
  sayLimits({ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '299' });
  const first = run('1|key');
  expect(await spoken(first)).toBe('sound');
  expect(first.tier).toBe('premium');
  sayLimits({});
  for (const [key, tier] of [
    ['1|key', 'premium'],
    ['2|another', 'basic'],
  ] as const) {
    const next = run(key);
    expect(await spoken(next)).toBe('sound');
    expect(next.tier).toBe(tier);
  }
});
