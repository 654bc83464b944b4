import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

import { Kysely, sql } from 'kysely';

import { StoreError } from '../store-error.ts';
import { migrate } from './migrations.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import type { Database, Tables } from './tables.ts';

/** Takes what was deleted out of the files. */
export interface Scrub {
  /** Empties the log, which has what was deleted longest. */
  log(): Promise<void>;
  /** Also writes the database anew, so that no byte can be found. */
  pages(): Promise<void>;
  /** In the transaction that deletes: should the process be killed before `pages` is done, the next start does it. */
  owePages(transaction: Database): Promise<void>;
}

export interface OpenDatabase {
  readonly database: Database;
  /** Whether another process has written since this was last asked. */
  readonly changedElsewhere: () => boolean;
  readonly scrub: Scrub;
}

/** Kept in the head of the file, which nothing else of the store uses. */
const debts = { none: 0, pages: 1 } as const;

/** Another process writes for milliseconds; whoever holds the lock longer is stuck. */
const busyTimeoutMs = 2_000;
/** Readers of another process end within milliseconds. */
const maxCheckpoints = 20;
const checkpointPauseMs = 50;

/**
 * Opens the database, brings it to the newest schema and checks it. Throws a {@link StoreError} when the file is
 * damaged, is none of ours or was written by a newer Crier.
 */
export async function openSqlite(path: string): Promise<OpenDatabase> {
  const file = openFile(path);
  try {
    const database = new Kysely<Tables>({ dialect: nodeSqliteDialect(file) });
    await migrate(database);
    await payDebt(database);
    return { database, ...watch(file), scrub: scrubOf(database) };
  } catch (error) {
    if (file.isOpen) file.close();
    throw explained(error, path);
  }
}

function openFile(path: string): DatabaseSync {
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(path, { timeout: busyTimeoutMs });
    chmodSync(path, 0o600);
    // Readers and a writer don't wait for each other, and a kill at any moment leaves the last whole transaction.
    file.exec('PRAGMA journal_mode = WAL');
    // A loss of power can take the last transactions, whole, and never breaks the file. FULL would make everybody wait
    // for the disk at every change; where that matters, when data is deleted for good, `scrub` waits for it.
    file.exec('PRAGMA synchronous = NORMAL');
    file.exec('PRAGMA secure_delete = ON');
    const [verdict] = file.prepare('PRAGMA quick_check(1)').all();
    if (verdict?.['quick_check'] !== 'ok') throw damaged(path);
    return file;
  } catch (error) {
    file?.close();
    throw explained(error, path);
  }
}

function watch(file: DatabaseSync): Pick<OpenDatabase, 'changedElsewhere'> {
  const statement = file.prepare('PRAGMA data_version');
  const version = (): unknown => statement.get()?.['data_version'];
  let last = version();
  return {
    changedElsewhere() {
      const now = version();
      const changed = now !== last;
      last = now;
      return changed;
    },
  };
}

/**
 * secure_delete overwrites what was deleted, but pages that were split keep copies until they are written anew. All
 * statements go the way of every query, since none is possible within somebody's transaction.
 */
function scrubOf(database: Database): Scrub {
  return {
    log: () => emptyLog(database),
    async pages() {
      await sql`VACUUM`.execute(database);
      await noteDebt(database, 'none');
      await emptyLog(database);
    },
    owePages: (transaction) => noteDebt(transaction, 'pages'),
  };
}

async function noteDebt(database: Database, debt: keyof typeof debts): Promise<void> {
  await sql`PRAGMA user_version = ${sql.lit(debts[debt])}`.execute(database);
}

/** After a kill the log still holds what it held. Where another process is in the way, a later start does it. */
async function payDebt(database: Database): Promise<void> {
  const scrub = scrubOf(database);
  const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(database);
  const paying = rows[0]?.user_version === debts.pages ? scrub.pages() : emptyLog(database, 1);
  await paying.catch(() => undefined);
}

async function emptyLog(database: Database, maxAttempts = maxCheckpoints): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(database);
    if (rows[0]?.busy === 0) return;
    if (attempt === maxAttempts)
      throw new Error(
        'another process reads the store without end: what was deleted stays in its log',
      );
    await setTimeout(checkpointPauseMs);
  }
}

/** Result codes of SQLite: https://www.sqlite.org/rescode.html */
const codes = { busy: 5, corrupt: 11, cannotOpen: 14, notADatabase: 26 } as const;

function explained(error: unknown, path: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || !('errcode' in error))
    return error;
  // The lower byte is the code, the rest says more about it.
  const code = Number(error.errcode) & 0xff;
  if (code === codes.corrupt || code === codes.notADatabase) return damaged(path, error);
  if (code === codes.busy)
    return new StoreError(
      `The store ${path} is locked by another program for more than ${busyTimeoutMs / 1_000} s. End that program.`,
      { cause: error },
    );
  if (code === codes.cannotOpen)
    return new StoreError(
      `The store ${path} can't be opened: check that the folder exists and belongs to the user that Crier runs as.`,
      { cause: error },
    );
  return error;
}

function damaged(path: string, cause?: Error): StoreError {
  return new StoreError(
    `The store ${path} is damaged or isn't Crier's. Put back a copy, or try “sqlite3 ${path} .recover”. To begin with an empty store, move the file away.`,
    { cause },
  );
}
