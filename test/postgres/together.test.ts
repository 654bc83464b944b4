import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import { databaseGuard } from '#store/postgres/guard.ts';
import type { GuardOptions } from '#store/postgres/guard.ts';
import { connections } from '#store/postgres/pool.ts';
import type { Store } from '#store/store.ts';

import { temporaryFolder } from '../store/folder.ts';
import { asks, bot, limitsOfAll, neverOverruns } from '../store/racing.ts';
import { sharedServer } from './place.ts';

// Several processes with one database: each of these stores has connections, turns and a memory of its own.

const now = Date.parse('2026-11-29T12:00:00Z');

const nobody = {
  token: 't',
  called: 'it',
  onWait: () => undefined,
  onReplaced: () => undefined,
  signal: new AbortController().signal,
  lookMs: 20,
};

async function open(url: string, folder: string, guard?: Partial<GuardOptions>): Promise<Store> {
  const onConnected =
    guard && databaseGuard({ ...nobody, folderId: Buffer.from(folder), ...guard });
  const postgres = { url, called: 'it', ...(onConnected && { onConnected }) };
  return openStore({ folder, postgres, now: () => now });
}

test('however many processes ask at once, no limit is overrun', async () => {
  await using folder = await temporaryFolder();
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const stores = await Promise.all([0, 1, 2].map(() => open(url, folder.path)));
  const all = fc.sample(asks, { numRuns: 1, seed: 1 }).flat();
  const limits = limitsOfAll(2, 300);
  await Promise.all(stores.map(({ jobs, spending }) => neverOverruns(jobs, spending, all, limits)));
  const [{ usd } = { usd: 0 }] = await Promise.all(stores.map((store) => store.spending.used(bot)));
  expect(usd).toBeGreaterThan(0);
  for (const store of stores) await store.close();
});

test('a voice that one process takes back speaks in none within a second', async () => {
  await using folder = await temporaryFolder();
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const [one, other] = [await open(url, folder.path), await open(url, folder.path)];
  const sound = { mode: 'design', description: 'Calm' } as const;
  const { id } = await one.voices.keep({ ownerId: 'ann', name: 'Mine', sound });
  await one.sharing.share(id, 'ann', 'club', true);
  const seen = async () => (await other.voices.sharedWith('club')).length;
  await expect.poll(seen, { interval: 10, timeout: 1_000 }).toBe(1);
  await one.sharing.share(id, 'ann', 'club', false);
  await expect.poll(seen, { interval: 10, timeout: 1_000 }).toBe(0);
  for (const store of [one, other]) await store.close();
});

test('a second process of a bot comes in beside the first with the same folder, and with another when that has ended', async () => {
  await using folder = await temporaryFolder();
  await using elsewhere = await temporaryFolder();
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const first = await open(url, folder.path, {});
  const newer = await open(url, folder.path, {});
  let waits = 0;
  const opening = open(url, elsewhere.path, { onWait: () => (waits += 1) });
  const opened = opening.then(() => 'open');
  await expect.poll(() => waits).toBe(1);
  await first.close();
  expect(await Promise.race([opened, delay(200, 'waits')])).toBe('waits');
  await newer.close();
  expect(await opened).toBe('open');
  await (await opening).close();
  expect(waits).toBe(1);
});

test('a process whose connection was lost gives way to whom it finds when it is back', async () => {
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const { connect, pool } = await connections({ url, called: 'it' });
  let isReplaced = false;
  const [here, there] = ['here', 'there'].map((folder) =>
    databaseGuard({
      ...nobody,
      folderId: Buffer.from(folder),
      onReplaced: () => (isReplaced = true),
    }),
  );
  const first = await connect();
  await here?.(first);
  await first.end();
  const [other, again] = [await connect(), await connect()];
  await there?.(other);
  await here?.(again);
  expect(isReplaced).toBe(true);
  for (const client of [other, again, pool]) await client.end();
});
