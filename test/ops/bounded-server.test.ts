import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { boundedServer, ListenError, refuse } from '#ops/bounded-server.ts';

const about = { purpose: 'tests', variable: 'NONE' };

/** Connections to a server that takes two at once. */
async function opened(): Promise<() => Promise<Socket>> {
  const server = await boundedServer(
    {
      listen: { host: '127.0.0.1', port: 0 },
      maxConnections: 2,
      keepAliveMs: 600_000,
      about,
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

test('several requests in one piece cut the connection: the others wait for nobody’s', async () => {
  let asked = 0;
  const server = await boundedServer(
    { listen: { host: '127.0.0.1', port: 0 }, maxConnections: 2, keepAliveMs: 600_000, about },
    async () => {
      asked += 1;
      await new Promise(() => undefined);
    },
  );
  onTestFinished(() => server.close());
  const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
  const closed = once(socket, 'close', { signal: AbortSignal.timeout(10_000) });
  socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(3));
  await closed;
  expect(asked).toBe(1);
});

test('what fails to answer cuts its connection', async () => {
  const server = await boundedServer(
    { listen: { host: '127.0.0.1', port: 0 }, maxConnections: 2, keepAliveMs: 600_000, about },
    () => Promise.reject(new Error('broken')),
  );
  onTestFinished(() => server.close());
  await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow('fetch failed');
});

test('a refusal closes the connection', async () => {
  const server = await boundedServer(
    { listen: { host: '127.0.0.1', port: 0 }, maxConnections: 2, keepAliveMs: 600_000, about },
    async (_, response) => refuse(response, 404),
  );
  onTestFinished(() => server.close());
  const { status, headers } = await fetch(`http://127.0.0.1:${server.port}/`);
  expect([status, headers.get('connection')]).toEqual([404, 'close']);
});

test('why it can’t listen is said in a sentence, with what to change', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const listening = (host: string, on: number) =>
    boundedServer(
      { listen: { host, port: on }, maxConnections: 2, keepAliveMs: 1_000, about },
      async () => undefined,
    );
  await expect(listening('127.0.0.1', port)).rejects.toThrow(
    new ListenError(
      `Crier can't listen on 127.0.0.1:${port} for tests: another program does. Name another address in NONE.`,
    ),
  );
  // An address that is kept for documentation (RFC 5737).
  await expect(listening('192.0.2.1', 8_080)).rejects.toThrow(/this machine has no such address/);
});
