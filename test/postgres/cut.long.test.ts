import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { expect, test } from 'vitest';

import { DatabaseAwayError } from '#ops/database-away.ts';
import { openStore } from '#store/open-store.ts';

import { temporaryFolder } from '../store/folder.ts';
import { postgresServer } from './server.ts';

/** A way to the server that can be cut, so that neither side hears of it. */
async function relayTo(port: number) {
  const ways = new Set<Socket>();
  let isCut = false;
  const relay = createServer((here) => {
    const there = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      ways.add(from);
      from.on('data', (bytes) => void (isCut || to.write(bytes)));
      from.on('error', () => undefined);
      from.on('close', () => {
        ways.delete(from);
        if (!isCut) to.destroy();
      });
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return {
    port: (relay.address() as AddressInfo).port,
    cut: (cuts: boolean) => {
      isCut = cuts;
    },
    [Symbol.dispose]() {
      for (const way of ways) way.destroy();
      relay.close();
    },
  };
}

test(
  'what is asked over a way that was cut ends after its deadline, and new connections are made when it is whole',
  { timeout: 90_000 },
  async () => {
    await using folder = await temporaryFolder();
    await using server = await postgresServer();
    using relay = await relayTo(server.port);
    const name = await server.create();
    const url = server.urlOf(name).replace(String(server.port), String(relay.port));
    const store = await openStore({
      folder: folder.path,
      postgres: { url, called: 'the database' },
    });
    const byAnn = { actorId: 'ann' };
    await store.people.change('ann', byAnn, (now) => ({ ...now, spokenName: 'Annie' }));
    await store.people.get('ann');
    relay.cut(true);
    const began = performance.now();
    const change = store.members.change({ guildId: '1', userId: 'ann' }, byAnn, (now) => now);
    await expect(change).rejects.toBeInstanceOf(DatabaseAwayError);
    expect(performance.now() - began).toBeLessThan(20_000);
    // Settings that are remembered cost no look at the database.
    expect(await store.people.get('ann')).toMatchObject({ spokenName: 'Annie' });
    relay.cut(false);
    await expect
      .poll(() => store.people.get('bob').catch(() => undefined), { timeout: 20_000 })
      .toMatchObject({ optedOut: false });
    await store.close();
  },
);
