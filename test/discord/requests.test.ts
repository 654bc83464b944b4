import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { HeldBackError, RefusalGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';

// How every request of every client reaches Discord.

/** A Discord that refuses all, and requests to it. */
async function refused(
  guard: Pick<RefusalGuard, 'admit' | 'note'> = new RefusalGuard(() => undefined),
) {
  const seen: { readonly method: string; readonly type: string; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (part: string) => (body += part));
    request.on('end', () => {
      seen.push({
        method: request.method ?? '',
        type: request.headers['content-type'] ?? '',
        body,
      });
      response.writeHead(403, { 'x-ratelimit-scope': 'user' }).end('{}');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const requests = discordRequests(guard);
  onTestFinished(async () => {
    await requests.close();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const ask = async (init: Parameters<typeof requests.makeRequest>[1] = {}) => {
    const response = await requests.makeRequest(url, init);
    await response.text();
    return response.status;
  };
  return { ask, seen };
}

test('a request is sent as it is, with its fields or its files', async () => {
  const { ask, seen } = await refused();
  const form = new FormData();
  form.set('files[0]', new Blob(['sound']), 'a.ogg');
  expect(await ask({ method: 'POST', body: form as never })).toBe(403);
  await ask({
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"content":"x"}',
  });
  await ask();
  expect(seen).toEqual([
    {
      method: 'POST',
      type: expect.stringMatching(/^multipart\/form-data; boundary=/),
      body: expect.stringMatching(/name="files\[0\]"; filename="a.ogg"[\s\S]*sound/),
    },
    { method: 'PATCH', type: 'application/json', body: '{"content":"x"}' },
    { method: 'GET', type: '', body: '' },
  ]);
});

test('a request that nobody waits for any more is not sent', async () => {
  const { ask, seen } = await refused();
  const reason = new Error('too late');
  await expect(ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(seen).toEqual([]);
});

test('what Discord refuses is counted with its scope, and what must not be sent now is not', async () => {
  const noted: unknown[] = [];
  const held = new HeldBackError('too much was refused');
  let isHolding = false;
  const { ask, seen } = await refused({
    admit() {
      if (isHolding) throw held;
    },
    note: (...about) => void noted.push(about),
  });
  await ask();
  expect(noted).toEqual([[403, 'user']]);
  isHolding = true;
  await expect(ask()).rejects.toBe(held);
  expect([seen.length, noted.length]).toEqual([1, 1]);
});
