import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, test } from 'vitest';

import { sharedTurns } from '#store/postgres/shared-turns.ts';

/** As PostgreSQL greets: it wants no password, and is ready for a query. */
const greeting = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1');

test('a shard doesn’t wait for a database that lets in and never answers', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(greeting));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const away: unknown[] = [];
  const turns = sharedTurns({
    url: `postgres://crier@127.0.0.1:${port}/crier`,
    called: 'it',
    token: 't',
    apartMs: 10,
    answerMs: 50,
    onAway: (error) => away.push(error),
  });
  await turns.take(0, AbortSignal.timeout(2_000));
  expect(away.map(String)).toEqual([expect.stringContaining('timeout')]);
  server.close();
});
