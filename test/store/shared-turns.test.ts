import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { sharedTurns } from '#store/postgres/shared-turns.ts';

/** As PostgreSQL greets: it wants no password, and is ready for a query. */
const greeting = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1');

/** Turns of a database that lets in and never answers, and what was told of it. */
async function turnsOfSilent(answerMs: number) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(greeting));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const away: unknown[] = [];
  const turns = sharedTurns({
    url: `postgres://crier@127.0.0.1:${port}/crier`,
    called: 'it',
    token: 't',
    apartMs: 10,
    answerMs,
    onAway: (error) => away.push(error),
  });
  return { turns, away };
}

test('a shard doesn’t wait for a database that lets in and never answers', async () => {
  const { turns, away } = await turnsOfSilent(50);
  await turns.take(0, AbortSignal.timeout(2_000));
  expect(away.map(String)).toEqual([expect.stringContaining('timeout')]);
});

test('a turn that nobody wants any more is over with that reason, and no database is told as away', async () => {
  const { turns, away } = await turnsOfSilent(50);
  const closing = new AbortController();
  const reason = new Error('the bot ends');
  const taking = turns.take(0, closing.signal);
  const next = turns.take(0, closing.signal);
  closing.abort(reason);
  await expect(taking).rejects.toBe(reason);
  await expect(next).rejects.toBe(reason);
  expect(away).toEqual([]);
});
