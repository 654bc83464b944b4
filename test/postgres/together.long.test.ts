import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Shards } from '#ops/shards.ts';
import { openStore } from '#store/open-store.ts';
import { databaseGuard } from '#store/postgres/guard.ts';
import type { GuardOptions } from '#store/postgres/guard.ts';
import { connections } from '#store/postgres/pool.ts';
import { sharedTurns } from '#store/postgres/shared-turns.ts';
import type { SharedTurns } from '#store/postgres/shared-turns.ts';
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

test('processes that share the shards come in beside each other, but no two with the same one, and none beside a bot that has all', async () => {
  await using folders = new AsyncDisposableStack();
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const begin = async (shards: Shards) => {
    const folder = folders.use(await temporaryFolder()).path;
    const waits: string[] = [];
    const opening = open(url, folder, { shards, onWait: (other) => waits.push(other) });
    return { opening, waits };
  };
  const of4 = (first: number, last: number) => ({ first, last, count: 4 });
  const first = await (await begin(of4(0, 1))).opening;
  const second = await (await begin(of4(2, 3))).opening;
  // With another number of them, it would read where these do.
  const newer = await begin({ first: 0, last: 3, count: 8 });
  await expect.poll(() => newer.waits).toEqual(['the same shards']);
  const same = await begin(of4(1, 2));
  await expect.poll(() => same.waits).toEqual(['the same shards']);
  const whole = await begin('auto');
  await expect.poll(() => whole.waits).toEqual(['another folder']);
  await first.close();
  await delay(200);
  expect(await Promise.race([same.opening.then(() => 'open'), delay(200, 'waits')])).toBe('waits');
  await second.close();
  // The three that waited exclude each other: each comes in when it is its turn, in whatever order.
  await Promise.all(
    [same, newer, whole].map(async ({ opening }) => {
      const store = await opening;
      await delay(50);
      await store.close();
    }),
  );
});

test('a process that is killed keeps nobody from its turn, and those of others come one after the other', async () => {
  const server = await sharedServer();
  const url = server.urlOf(await server.create());
  const at = { url, called: 'it', token: 't', apartMs: 600, lookMs: 20 };
  const turns = [0, 1, 2].map(() => sharedTurns({ ...at, onAway: fail }));
  const began = performance.now();
  const taken: number[] = [];
  const { signal } = new AbortController();
  const take = async (each: SharedTurns, of = 0): Promise<void> => {
    await each.take(of, signal);
    taken.push(performance.now() - began);
  };
  await Promise.all(turns.map((each) => take(each)));
  const [first = 0, second = 0, third = 0] = taken;
  expect(second - first).toBeGreaterThan(550);
  expect(third - second).toBeGreaterThan(550);
  // Another number waits for none of them.
  const before = performance.now();
  await take(turns[0] as SharedTurns, 1);
  expect(performance.now() - before).toBeLessThan(500);
  const closed = AbortSignal.timeout(50);
  await expect(turns[1]?.take(0, closed)).rejects.toThrow('timeout');
});

test('while the database is away nobody waits for a turn', async () => {
  const away: unknown[] = [];
  const turns = sharedTurns({
    url: 'postgres://crier@127.0.0.1:1/crier',
    called: 'it',
    token: 't',
    apartMs: 1_000,
    onAway: (error) => away.push(error),
  });
  await turns.take(0, new AbortController().signal);
  expect(away).toHaveLength(1);
});

function fail(error: unknown): void {
  throw error;
}
