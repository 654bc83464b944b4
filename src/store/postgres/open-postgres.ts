import { Kysely, sql } from 'kysely';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Client } from 'pg';

import { migrate } from '../sql/migrations.ts';
import type { OpenDatabase } from '../sql/open-sqlite.ts';
import { assertSchema } from '../sql/schema.ts';
import { oneForAll } from '../sql/scrub.ts';
import type { Scrub } from '../sql/scrub.ts';
import { tables } from '../sql/tables.ts';
import type { Database, Tables } from '../sql/tables.ts';
import { StoreError } from '../store-error.ts';
import { changesOf } from './changes.ts';
import { postgresDialect } from './dialect.ts';
import { assertServer, isBegun } from './identity.ts';
import { connections } from './pool.ts';
import type { PostgresPlace } from './pool.ts';
import { isLockedOut, whatToDo, whyNotOpened } from './postgres-errors.ts';
import { ensureTriggers } from './triggers.ts';

export interface OpenPostgresOptions extends PostgresPlace {
  /** Throws when a database with nothing in it must not be used. */
  readonly mayBegin?: () => Promise<void>;
  /** Told of the connection that is there for as long as the store is open, whenever it is made. */
  readonly onConnected?: (client: Client) => Promise<void>;
}

/**
 * Opens the database, brings it to the newest schema and checks it. Rejects with a `StoreError` when it is none of ours, was
 * written by a newer Crier, or lets this user not in; with a `DatabaseAwayError` when it doesn't answer, and with a
 * `DiskFullError` when there is no room for what has to be written.
 */
export async function openPostgres(options: OpenPostgresOptions): Promise<OpenDatabase> {
  const { called, mayBegin, onConnected } = options;
  await using opening = new AsyncDisposableStack();
  try {
    const { pool, owns, connect } = await connections(options);
    opening.defer(() => pool.end());
    const changes = await changesOf({ connect, owns }, onConnected);
    opening.defer(() => changes.close());
    const setup = databaseOf(poolOf(connect));
    try {
      await prepare(setup, called, mayBegin);
    } finally {
      await setup.destroy();
    }
    const all = opening.move();
    const database = databaseOf({ ...pool, end: () => all.disposeAsync() });
    return { database, changedElsewhere: changes.changedElsewhere, scrub: scrubOf(connect) };
  } catch (error) {
    throw whyNotOpened(error, called);
  }
}

export { whatToDo as whatToDoWithPostgres };

export function databaseOf(pool: PostgresPool): Database {
  return new Kysely<Tables>({ dialect: postgresDialect(pool) });
}

/** Another process may bring large tables to a new schema: whoever takes longer is stuck. */
const turnMs = 10 * 60_000;

/** Takes the lock, for which this waits while another process makes the database ready, and not longer than that takes. */
async function ownTurn(connected: Database, called: string, waitMs: number): Promise<void> {
  await sql`SELECT set_config('lock_timeout', ${String(waitMs)}, false)`.execute(connected);
  try {
    await sql`SELECT pg_advisory_lock(hashtext('crier'))`.execute(connected);
  } catch (error) {
    if (!isLockedOut(error)) throw error;
    throw new StoreError(
      `Another process has been making ${called} ready for longer than that may take. End it, and start again.`,
      { cause: error },
    );
  }
  await sql`SELECT set_config('lock_timeout', '0', false)`.execute(connected);
}

/** Makes sure of the database, and brings it to the newest schema: one process at a time, however long that takes this one. */
export function prepare(
  database: Database,
  called: string,
  mayBegin?: () => Promise<void>,
  waitMs: number = turnMs,
): Promise<void> {
  return database.connection().execute(async (connected) => {
    await assertServer(connected, called);
    // Half of what another process begins would look like another program's.
    await ownTurn(connected, called, waitMs);
    try {
      await prepareAlone(connected, called, mayBegin);
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtext('crier'))`.execute(connected);
    }
  });
}

async function prepareAlone(
  database: Database,
  called: string,
  mayBegin: (() => Promise<void>) | undefined,
): Promise<void> {
  if (!(await isBegun(database, called))) await mayBegin?.();
  await migrate(database);
  await assertSchema(database, { called, whatToDo });
  // A copy into it may have been cut off.
  if (await hasNothing(database)) await mayBegin?.();
  await ensureTriggers(database);
}

/** Whether no table of the store has a row. */
async function hasNothing(database: Database): Promise<boolean> {
  const rowIn = (table: string) => sql`EXISTS (SELECT 1 FROM ${sql.table(table)})`;
  const any = sql.join(Object.keys(tables).map(rowIn), sql` OR `);
  const { rows } = await sql<{ found: boolean }>`SELECT ${any} AS found`.execute(database);
  return rows[0]?.found === false;
}

/** A pool of one connection without deadlines: the steps to a new schema take as long as the tables are large. */
function poolOf(connect: () => Promise<Client>): PostgresPool {
  let only: Promise<Client> | undefined;
  return {
    options: {},
    async connect() {
      const client = await (only ??= connect());
      const query = (text: string, values: readonly unknown[]): Promise<unknown> =>
        client.query(text, [...values]);
      return { query: query as PostgresPoolClient['query'], release: () => undefined };
    },
    async end() {
      await (await only)?.end();
    },
  };
}

/**
 * PostgreSQL keeps deleted rows in its files until their room is made free, which it is told to do at once: nobody waits for that, as
 * they would while tables were written anew. When their bytes are written over, and what its log holds, is up to the server.
 */
function scrubOf(connect: () => Promise<Client>): Scrub {
  const names = Object.keys(tables).map((table) => `"${table}"`);
  const clear = oneForAll(async () => {
    const client = await connect();
    try {
      await client.query(`VACUUM (SKIP_LOCKED) ${names.join(', ')}`);
    } finally {
      await client.end();
    }
  });
  // The rows are deleted: where they can't be cleared away now, the server does it later by itself.
  const clearIfPossible = (): Promise<void> => clear().catch(() => undefined);
  return { log: clearIfPossible, pages: clearIfPossible, owePages: async () => undefined };
}
