import { afterAll, beforeAll, expect, test } from 'vitest';

import { DatabaseAwayError } from '#ops/database-away.ts';
import { openStore } from '#store/open-store.ts';
import { databaseOf, prepare } from '#store/postgres/open-postgres.ts';
import { connections } from '#store/postgres/pool.ts';
import { StoreError } from '#store/store-error.ts';
import type { Store } from '#store/store.ts';

import { clipFilesIn, keepClone, temporaryFolder } from '../store/folder.ts';
import { sharedServer } from './place.ts';
import type { PostgresServer } from './server.ts';

let server: PostgresServer;
let folder: { path: string } & AsyncDisposable;
beforeAll(async () => {
  server = await sharedServer();
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

function open(url: string, path = folder.path): Promise<Store> {
  return openStore({ folder: path, postgres: { url, called: 'the database of the test' } });
}

/** The sentence for the operator when the store is refused. */
async function refusal(url: string, path?: string): Promise<string> {
  const error: unknown = await open(url, path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

test('an empty database becomes a store, which opens again with what was put into it', async () => {
  const url = server.urlOf(await server.create());
  const store = await open(url);
  await store.people.change('ann', { actorId: 'ann' }, (now) => ({ ...now, optedOut: true }));
  await store.close();
  const again = await open(url);
  expect(await again.people.get('ann')).toMatchObject({ optedOut: true });
  await again.close();
});

test('texts are in the order of their bytes, whatever the language of the database', async () => {
  const name = await server.create();
  await (await open(server.urlOf(name))).close();
  const rows = await server.run(
    `SELECT DISTINCT collation_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'text'`,
    name,
  );
  expect(rows).toEqual([{ name: 'C' }]);
});

test('a table that tells of no change does so from the next start on, whichever others tell', async () => {
  const name = await server.create();
  const url = server.urlOf(name);
  await (await open(url)).close();
  const tables = async () =>
    (
      await server.run(
        `SELECT tgrelid::regclass::text AS of FROM pg_trigger WHERE tgname = 'crier_changed'`,
        name,
      )
    ).map(({ of }) => of);
  await server.run(
    `DROP TRIGGER crier_changed ON mutes;
     CREATE TRIGGER crier_changed AFTER INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION crier_changed()`,
    name,
  );
  expect(await tables()).not.toContain('mutes');
  await (await open(url)).close();
  expect(await tables()).toContain('mutes');
});

test('a database of another program is refused, and stays as it is', async () => {
  const name = await server.create();
  await server.run('CREATE TABLE notes (note text)', name);
  expect(await refusal(server.urlOf(name))).toMatch(/is another program’s.*DATABASE_URL/u);
  const kysely = await server.create();
  await server.run('CREATE TABLE kysely_migration (name text, timestamp text)', kysely);
  await server.run(`INSERT INTO kysely_migration VALUES ('2024-first', '')`, kysely);
  expect(await refusal(server.urlOf(kysely))).toMatch(/is another program’s/u);
  const found = await server.run(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    kysely,
  );
  expect(found).toEqual([{ relname: 'kysely_migration' }]);
});

test('what another program has in another schema is none of Crier’s business', async () => {
  const name = await server.create();
  await server.run('CREATE SCHEMA other', name);
  await server.run('CREATE TABLE other.kysely_migration (name text)', name);
  await (await open(server.urlOf(name))).close();
  expect(await server.run('SELECT * FROM other.kysely_migration', name)).toEqual([]);
});

test('a store of a newer version is refused, and stays as it is', async () => {
  const name = await server.create();
  await (await open(server.urlOf(name))).close();
  await server.run(`INSERT INTO kysely_migration VALUES ('999-future', '2030')`, name);
  expect(await refusal(server.urlOf(name))).toMatch(/newer version of Crier.*999-future/u);
});

test('a store without a table is refused', async () => {
  const name = await server.create(await whole());
  await server.run('DROP TABLE jobs', name);
  expect(await refusal(server.urlOf(name))).toMatch(/lacks the table jobs:.*Put back a copy/u);
});

test('a store without the record of its schema, or a column, is refused', async () => {
  const recordless = await server.create(await whole());
  await server.run('DELETE FROM kysely_migration', recordless);
  expect(await refusal(server.urlOf(recordless))).toMatch(
    /lacks what was in the table kysely_migration/u,
  );
  const narrow = await server.create(await whole());
  await server.run('ALTER TABLE mutes DROP COLUMN until', narrow);
  expect(await refusal(server.urlOf(narrow))).toMatch(/lacks the column until of the table mutes/u);
});

let made: Promise<string> | undefined;
/** A database with an empty store. */
function whole(): Promise<string> {
  return (made ??= (async () => {
    const name = await server.create();
    await (await open(server.urlOf(name))).close();
    return name;
  })());
}

test('an empty database is not begun while there are recordings of people', async () => {
  await using used = await temporaryFolder();
  const url = server.urlOf(await server.create());
  const store = await open(url, used.path);
  await keepClone(store, 'ann', 'Mine');
  await store.close();
  const other = server.urlOf(await server.create());
  expect(await refusal(other, used.path)).toMatch(
    /is empty, and .*clips still has recordings of people \(1\)/u,
  );
  // Nor one that is begun, as a copy leaves it that was cut off: all recordings would be removed as nobody's.
  const begun = server.urlOf(await server.create(await whole()));
  expect(await refusal(begun, used.path)).toMatch(/is empty, and .*still has recordings/u);
  expect(await clipFilesIn(used.path)).toHaveLength(1);
  await (await open(url, used.path)).close();
});

test('what only the operator can mend is said so: who, where, and what to do', async () => {
  expect(await refusal(server.urlOf('nowhere'))).toMatch(/is not there. Make it \(createdb\)/u);
  const name = await server.create();
  await server.run(`CREATE ROLE guest LOGIN`);
  const asGuest = server.urlOf(name).replace('crier@', 'guest@');
  expect(await refusal(asGuest)).toMatch(/lets the user of DATABASE_URL not do what is needed/u);
  expect(await refusal(server.urlOf(name).replace('crier@', 'nobody@'))).toMatch(
    /refuses the user/u,
  );
  const latin = 'latin';
  await server.run(`CREATE DATABASE ${latin} ENCODING 'SQL_ASCII' TEMPLATE template0`);
  expect(await refusal(server.urlOf(latin))).toMatch(/holds texts as SQL_ASCII/u);
});

test('a server that isn’t there is away, which a start waits for', async () => {
  const opening = open('postgres://crier@127.0.0.1:9/crier');
  await expect(opening).rejects.toBeInstanceOf(DatabaseAwayError);
  await expect(opening).rejects.toThrow(
    /the database of the test, doesn’t answer \(.*ECONNREFUSED/u,
  );
});

test('processes that start at once on an empty database all run, and all that they change is there', async () => {
  const url = server.urlOf(await server.create());
  const stores = await Promise.all([open(url), open(url), open(url)]);
  const changes = stores.flatMap(({ serverSettings }, at) =>
    Array.from({ length: 10 }, (_, n) =>
      serverSettings.change('1', { actorId: 'a' }, (now) => ({
        ...now,
        forbiddenVoices: [...now.forbiddenVoices, `${at} ${n}`],
      })),
    ),
  );
  await Promise.all(changes);
  for (const { serverSettings } of stores)
    await expect.poll(async () => (await serverSettings.get('1')).forbiddenVoices.length).toBe(30);
  for (const store of stores) await store.close();
});

test('a process that keeps making the database ready is waited for only so long, and that is said', async () => {
  const name = await server.create();
  const url = server.urlOf(name);
  await (await open(url)).close();
  const { connect, pool } = await connections({ url, called: 'the database of the test' });
  const other = await connect();
  await other.query(`SELECT pg_advisory_lock(hashtext('crier'))`);
  const database = databaseOf(pool);
  try {
    await expect(prepare(database, 'the database of the test', undefined, 300)).rejects.toThrow(
      /Another process has been making the database of the test ready/,
    );
  } finally {
    await other.end();
    await database.destroy();
  }
});
