import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { DatabaseAwayError } from '#ops/database-away.ts';
import { DiskFullError } from '#ops/disk-full.ts';
import { openStore } from '#store/open-store.ts';
import { named } from '#store/postgres/postgres-errors.ts';
import type { Store } from '#store/store.ts';

import { temporaryFolder } from '../store/folder.ts';
import { postgresServer } from './server.ts';
import type { PostgresServer } from './server.ts';

// A server of its own, which is ended in the middle of everything.

let server: PostgresServer;
let folder: { path: string } & AsyncDisposable;
let url: string;
beforeAll(async () => {
  server = await postgresServer();
  folder = await temporaryFolder();
  url = server.urlOf(await server.create());
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const byAnn = { actorId: 'ann' };

function open(): Promise<Store> {
  return openStore({ folder: folder.path, postgres: { url, called: 'the database' } });
}

test('while the database is away what is remembered is there, all else says so, and works when it is back', async () => {
  const [store, other] = [await open(), await open()];
  await store.people.change('ann', byAnn, (now) => ({ ...now, spokenName: 'Annie' }));
  await store.people.get('ann');
  await server.kill();
  await delay(50);
  expect(await store.people.get('ann')).toMatchObject({ spokenName: 'Annie' });
  await expect(store.people.get('bob')).rejects.toBeInstanceOf(DatabaseAwayError);
  const change = store.people.change('ann', byAnn, (now) => ({ ...now, spokenName: 'Anna' }));
  await expect(change).rejects.toBeInstanceOf(DatabaseAwayError);
  await expect(change).rejects.not.toThrow(/crier@/u);
  await server.start();
  await other.people.change('ann', byAnn, (now) => ({ ...now, spokenName: 'Anne' }));
  // It hears again of what others change, and of what they changed meanwhile.
  await expect
    .poll(async () => (await store.people.get('ann')).spokenName, { timeout: 10_000 })
    .toBe('Anne');
  await other.people.change('ann', byAnn, (now) => ({ ...now, spokenName: 'Ann' }));
  await expect
    .poll(async () => (await store.people.get('ann')).spokenName, { timeout: 10_000 })
    .toBe('Ann');
  await store.close();
  await other.close();
});

test('a transaction whose connection is ended leaves nothing behind, and the next one works', async () => {
  const store = await open();
  const words = Array.from({ length: 5_000 }, (_, n) => `word ${n}`);
  const change = store.wordFilter.change('club', 'mod', { add: words });
  const ending = (async () => {
    await delay(20);
    await server.run(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crier' AND query NOT LIKE 'LISTEN%'`,
    );
  })();
  const outcome = await change.then(
    () => 'done',
    (error: unknown) => error,
  );
  await ending;
  const isDone = outcome === 'done';
  expect(isDone || outcome instanceof DatabaseAwayError).toBe(true);
  expect(await store.wordFilter.words('club')).toHaveLength(isDone ? words.length : 0);
  await store.wordFilter.change('club', 'mod', { add: words });
  expect(await store.wordFilter.words('club')).toHaveLength(words.length);
  await store.close();
});

test('a lock that somebody else holds on is named after two seconds', async () => {
  const store = await open();
  await server.run('BEGIN; LOCK TABLE settings', 'd1');
  const began = performance.now();
  const change = store.people.change('ann', byAnn, (now) => now);
  await expect(change).rejects.toThrow('lock timeout');
  expect(performance.now() - began).toBeGreaterThan(1_500);
  await server.run('ROLLBACK', 'd1');
  await store.people.change('ann', byAnn, (now) => ({ ...now, optedOut: true }));
  expect(await store.people.get('ann')).toMatchObject({ optedOut: true });
  await store.close();
});

test('a full disk of the server is called one', () => {
  const full = Object.assign(new Error('could not extend file'), {
    code: '53100',
    severity: 'ERROR',
  });
  const error = named(full, 'the database');
  expect(error).toBeInstanceOf(DiskFullError);
  expect((error as Error).message).toMatch(
    /^The disk is full: nothing more can be written to the database/u,
  );
});
