import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { boundedServer } from '#ops/bounded-server.ts';

/** Connections to a server that takes two at once. */
async function opened(): Promise<() => Promise<Socket>> {
  const server = await boundedServer(
    {
      listen: { host: '127.0.0.1', port: 0 },
      maxConnections: 2,
      keepAliveMs: 600_000,
      about: { purpose: 'tests', variable: 'NONE' },
    },
    async (_, response) => void response.writeHead(204).end(),
  );
  onTestFinished(() => server.close());
  return async () => {
    const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
    await ask(socket);
    return socket;
  };
}

/** Resolves when it was answered. */
async function ask(socket: Socket): Promise<void> {
  const answered = once(socket, 'data');
  socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  await answered;
}

test('the connection that was quiet the longest makes room for another', async () => {
  const open = await opened();
  const [first, second] = [await open(), await open()];
  await ask(first);
  const closed = once(second, 'close', { signal: AbortSignal.timeout(10_000) });
  await open();
  await closed;
  await ask(first);
  expect([first.destroyed, second.destroyed]).toEqual([false, true]);
});

test('those that were closed count no more', async () => {
  const open = await opened();
  for (const socket of [await open(), await open()]) {
    socket.end();
    await once(socket, 'close');
  }
  const [first, second] = [await open(), await open()];
  const closed = once(first, 'close', { signal: AbortSignal.timeout(10_000) });
  await open();
  await closed;
  expect([first.destroyed, second.destroyed]).toEqual([true, false]);
});
