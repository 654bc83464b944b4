import { EventEmitter } from 'node:events';

import type { Client } from 'pg';
import { expect, test } from 'vitest';

import { changesOf } from '#store/postgres/changes.ts';

/** A connection to a database, as far as it is listened to. */
class Listening extends EventEmitter {
  readonly query = async (_text: string) => ({ rows: [{ name: 'public' }] });
  isEnded = false;

  async end(): Promise<void> {
    this.isEnded = true;
  }
}

const ours = 7;

async function opened() {
  const clients: Listening[] = [];
  const changes = await changesOf({
    async connect() {
      clients.push(new Listening());
      return clients.at(-1) as unknown as Client;
    },
    owns: (processId) => processId === ours,
  });
  return { clients, changes };
}

test('what other processes change there is told once, and not what this one does', async () => {
  const { clients, changes } = await opened();
  clients[0]?.emit('notification', { processId: ours, payload: 'public' });
  clients[0]?.emit('notification', { processId: 8, payload: 'other' });
  expect(changes.changedElsewhere()).toBe(false);
  clients[0]?.emit('notification', { processId: 8, payload: 'public' });
  expect([changes.changedElsewhere(), changes.changedElsewhere()]).toEqual([true, false]);
  await changes.close();
  expect(clients[0]?.isEnded).toBe(true);
});

test('a connection that is lost is made again, and everything may have changed meanwhile', async () => {
  const { clients, changes } = await opened();
  clients[0]?.emit('end');
  await expect.poll(() => clients.length).toBe(2);
  await expect.poll(() => changes.changedElsewhere()).toBe(true);
  clients[1]?.emit('notification', { processId: 8, payload: 'public' });
  expect(changes.changedElsewhere()).toBe(true);
  await changes.close();
  expect(clients[1]?.isEnded).toBe(true);
});
