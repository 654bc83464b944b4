import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test, vi } from 'vitest';

import { connections } from '#speech/http/connections.ts';
import { scrubber } from '#speech/http/scrub.ts';
import { send } from '#speech/http/send.ts';

// Which request goes over which connection: one that a server is about to close is never trusted.

/** A service that says for how long it keeps connections, and how many were opened to it. */
async function service(headers: Readonly<Record<string, string>> = {}) {
  let opened = 0;
  const server = createServer((_, response) => response.writeHead(200, headers).end('yes'));
  server.on('connection', () => (opened += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const own = connections({ connectTimeoutMs: 5_000, keepAliveMs: 9_000 });
  onTestFinished(async () => {
    await own.close();
    server.closeAllConnections();
    server.close();
  });
  const ask = async (): Promise<void> => {
    const signal = AbortSignal.timeout(10_000);
    const { body } = await send({
      url,
      agent: own.agent,
      scrub: scrubber([]),
      answerMs: 5_000,
      signal,
    });
    await once(body.resume(), 'close');
  };
  return { ask, warm: () => own.connector.warm(url), opened: () => opened };
}

test.each([
  ['goes over it', 7_900, 1],
  ['gets one of its own', 8_100, 2],
])('a request %s when a connection was opened %d ms ahead', async (_, aheadMs, count) => {
  const { ask, warm, opened } = await service();
  warm();
  await vi.waitFor(() => expect(opened()).toBe(1));
  // It is ready here a moment after it is there.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const began = performance.now();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(began + aheadMs - 50);
  onTestFinished(() => clock.mockRestore());
  await ask();
  expect(opened()).toBe(count);
});

test.each([
  ['9', 1],
  ['2', 2],
])(
  'of a connection that the server keeps for %s s the last two are not trusted',
  async (seconds, count) => {
    const { ask, opened } = await service({
      connection: 'keep-alive',
      'keep-alive': `timeout=${seconds}`,
    });
    await ask();
    await ask();
    expect(opened()).toBe(count);
  },
);
