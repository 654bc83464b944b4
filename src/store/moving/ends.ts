import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Kysely } from 'kysely';

import { ConfigError } from '#errors.ts';
import { tryLock } from '#ops/file-lock.ts';
import { lockNames } from '#ops/instance.ts';

import { otherUser } from '../postgres/guard.ts';
import { assertServer, isBegun } from '../postgres/identity.ts';
import { databaseOf, prepare } from '../postgres/open-postgres.ts';
import { calledIn } from '../postgres/place.ts';
import { connections } from '../postgres/pool.ts';
import type { Connections } from '../postgres/pool.ts';
import { whyNotOpened as whyNotOpenedPostgres } from '../postgres/postgres-errors.ts';
import { assertOurs } from '../sql/identity.ts';
import { makeSqlite } from '../sql/make-sqlite.ts';
import { assertNewest } from '../sql/migrations.ts';
import { nodeSqliteDialect } from '../sql/sqlite-dialect.ts';
import { busyTimeoutMs, damaged, whyNotOpened } from '../sql/sqlite-errors.ts';
import type { Database, Tables } from '../sql/tables.ts';
import { StoreError } from '../store-error.ts';
import { countRows } from './copy-rows.ts';

/** Where a store is, or is to be: nobody else uses it meanwhile. */
export interface End {
  /** Its name for people, without any secret. */
  readonly called: string;
  /** Gives the work what is there, as it is at one moment; changes nothing. */
  read<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** Throws a {@link StoreError} when something is there, or nothing can be. Changes nothing. */
  assertEmpty(): Promise<void>;
  /** Keeps what the work has put into an empty store; nothing, when that rejects. */
  fill<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
}

const databaseName = 'crier.sqlite';

/** `sqlite:FOLDER`, or the address of a database of PostgreSQL, as somebody wrote it. */
export type Address = { readonly folder: string } | { readonly url: string };

/** Opens one; what is in use is let go with the stack. Rejects with a {@link ConfigError} when a bot uses it. */
export async function openEnd(address: Address, stack: AsyncDisposableStack): Promise<End> {
  return 'url' in address ? inPostgres(address.url, stack) : inFolder(address.folder, stack);
}

async function inFolder(folder: string, stack: AsyncDisposableStack): Promise<End> {
  const path = join(folder, databaseName);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (const name of lockNames) {
    const lock = tryLock(join(folder, name));
    if (!lock) throw new ConfigError(`A bot is running with the folder ${folder}. End it first.`);
    stack.defer(() => lock.release());
  }
  return {
    called: path,
    async read(work) {
      if (!existsSync(path)) throw new StoreError(`There is no store in ${folder}.`);
      const database = opened(path);
      try {
        await assertNewest(database, path);
        return await work(database);
      } catch (error) {
        throw whyNotOpened(error, path);
      } finally {
        await database.destroy();
      }
    },
    async assertEmpty() {
      if (existsSync(path))
        throw new StoreError(
          `There is a store already: ${path}. Name another folder, or move it elsewhere.`,
        );
    },
    async fill(work) {
      let result: { readonly of: Awaited<ReturnType<typeof work>> } | undefined;
      await makeSqlite(path, async (database) => {
        result = { of: await database.transaction().execute((transaction) => work(transaction)) };
      });
      if (!result) throw new Error('nothing was put into the store');
      return result.of;
    },
  };
}

/** To be read alone. */
function opened(path: string): Database {
  try {
    const file = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
    const [verdict] = file.prepare('PRAGMA quick_check(1)').all();
    if (verdict?.['quick_check'] !== 'ok') throw damaged(path);
    assertOurs(file, path);
    return new Kysely<Tables>({ dialect: nodeSqliteDialect(file) });
  } catch (error) {
    throw whyNotOpened(error, path);
  }
}

/** Gives the work a store in PostgreSQL as it is at one moment, also while a bot uses it. */
export async function readPostgres<Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const called = calledIn(url);
  const { pool } = await connections({ url, called });
  await using stack = new AsyncDisposableStack();
  const database = databaseOf(pool);
  stack.defer(() => database.destroy());
  return await endIn(database, called).read(work);
}

async function inPostgres(url: string, stack: AsyncDisposableStack): Promise<End> {
  const called = calledIn(url);
  return endIn(await entered(await connections({ url, called }), called, stack), called);
}

function endIn(database: Database, called: string): End {
  const named = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      await assertServer(database, called);
      return await work();
    } catch (error) {
      throw whyNotOpenedPostgres(error, called);
    }
  };
  return {
    called,
    read: (work) =>
      named(async () => {
        if (!(await isBegun(database, called)))
          throw new StoreError(`There is no store in ${called}.`);
        await assertNewest(database, called);
        return database
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(work);
      }),
    assertEmpty: () =>
      named(async () => {
        if (!(await isBegun(database, called))) return;
        await assertNewest(database, called);
        const full = Object.entries(await countRows(database)).filter(([, count]) => count > 0);
        if (full.length > 0)
          throw new StoreError(
            `There is a store already in ${called}, with rows in ${full.map(([table]) => table).join(', ')}. Name an empty database.`,
          );
      }),
    fill: (work) =>
      named(async () => {
        await prepare(database, called);
        return database.transaction().execute(work);
      }),
  };
}

/** Makes sure that no bot uses the database, nor begins to. */
async function entered(
  { pool, connect }: Connections,
  called: string,
  stack: AsyncDisposableStack,
): Promise<Database> {
  const database = databaseOf(pool);
  stack.defer(() => database.destroy());
  try {
    const guard = await connect();
    stack.defer(() => guard.end());
    const somebody = { token: randomBytes(16).toString('hex'), folderId: randomBytes(16) };
    if ((await otherUser(guard, somebody)) !== undefined)
      throw new ConfigError(`A bot uses ${called}. End it first.`);
    return database;
  } catch (error) {
    throw whyNotOpenedPostgres(error, called);
  }
}
