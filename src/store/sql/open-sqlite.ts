import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { Kysely } from 'kysely';

import { isDiskFull } from '#ops/disk-full.ts';

import { assertOurs, sign } from './identity.ts';
import { makeSqlite } from './make-sqlite.ts';
import { migrate } from './migrations.ts';
import { rewriteInThread } from './rewrite.ts';
import { assertSchema } from './schema.ts';
import { payDebtAtStart, scrubOf } from './scrub.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import { busyTimeoutMs, damaged, namedIfFull, whatToDo, whyNotOpened } from './sqlite-errors.ts';
import type { Tables } from './tables.ts';

export type OpenDatabase = Awaited<ReturnType<typeof openSqlite>>;

/**
 * Opens the database, or makes it when there is no file, brings it to the newest schema and checks it. Rejects with a
 * `StoreError` when the file is damaged, empty, none of ours or was written by a newer Crier, and then leaves it as it
 * was; with a `DiskFullError` when there is no room for what has to be written.
 */
export async function openSqlite(path: string) {
  let file: DatabaseSync | undefined;
  try {
    if (!existsSync(path)) await makeSqlite(path);
    file = openFile(path);
    const database = new Kysely<Tables>({ dialect: nodeSqliteDialect(file) });
    await migrate(database);
    await assertSchema(database, { called: path, whatToDo: whatToDo(path) });
    signUnlessFull(file, path);
    const rewrite = rewriteInThread(path);
    await payDebtAtStart(database, rewrite);
    return { database, changedElsewhere: watch(file), scrub: scrubOf(database, rewrite) };
  } catch (error) {
    if (file?.isOpen) file.close();
    throw whyNotOpened(error, path);
  }
}

function openFile(path: string): DatabaseSync {
  // SQLite would open what may only be read, and refuse the first change.
  accessSync(path, constants.R_OK | constants.W_OK);
  const file = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    const [verdict] = file.prepare('PRAGMA quick_check(1)').all();
    if (verdict?.['quick_check'] !== 'ok') throw damaged(path);
    assertOurs(file, path);
    chmodSync(path, 0o600);
    // Readers and a writer don't wait for each other, and a kill at any moment leaves the last whole transaction.
    file.exec('PRAGMA journal_mode = WAL');
    // A loss of power can take the last transactions, whole, and never breaks the file. FULL would make everybody wait
    // for the disk at every change; where that matters, when data is deleted for good, `scrub` waits for it.
    file.exec('PRAGMA synchronous = NORMAL');
    file.exec('PRAGMA secure_delete = ON');
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** A database of an older Crier is signed when there is room for that; without a signature, it is known as well. */
function signUnlessFull(file: DatabaseSync, path: string): void {
  try {
    sign(file);
  } catch (error) {
    if (!isDiskFull(namedIfFull(error, path))) throw error;
  }
}

/** Makes what tells whether another process has written since it was last asked. */
function watch(file: DatabaseSync): () => boolean {
  const statement = file.prepare('PRAGMA data_version');
  const version = (): unknown => statement.get()?.['data_version'];
  let last = version();
  return () => {
    const now = version();
    const changed = now !== last;
    last = now;
    return changed;
  };
}
