import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { HeldBackError } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';

// How every request of every client reaches Discord.

/** A Discord that refuses all, and requests to it. */
async function refused(onHolding?: () => void) {
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
      response.writeHead(403, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const requests = discordRequests(onHolding);
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

test('when Discord has refused 3,000, most are held back, and that is told once', async () => {
  let told = 0;
  const { ask, seen } = await refused(() => (told += 1));
  for (let sent = 0; sent < 3_000; sent += 100)
    await Promise.all(Array.from({ length: 100 }, () => ask()));
  const more = await Promise.allSettled(Array.from({ length: 20 }, () => ask()));
  expect(seen).toHaveLength(3_010);
  const held = more.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  expect(held).toHaveLength(10);
  for (const reason of held) expect(reason).toBeInstanceOf(HeldBackError);
  expect(told).toBe(1);
});
