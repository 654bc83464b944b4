import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

import { assertOurs } from '../sql/identity.ts';
import { debts } from '../sql/scrub-steps.ts';
import { busyTimeoutMs, damaged, whyNotOpened } from '../sql/sqlite-errors.ts';
import { StoreError } from '../store-error.ts';
import { databaseName } from './manifest.ts';

/** The facts of a store at a moment. */
export interface Snapshot {
  /** The last step of the migrations that it took. */
  readonly schema: string;
  /** One for each recording that it names. */
  readonly hashes: readonly string[];
}

/** Throws a {@link StoreError} when nothing was ever kept there. */
export function assertStore(folder: string): void {
  if (!existsSync(join(folder, databaseName)))
    throw new StoreError(`There is no store in ${folder}. Check what CRIER_DATA names.`);
}

/**
 * Copies the store of the folder, as it is at one moment, while others may write to it. Rejects with a {@link StoreError}
 * when it would not open.
 */
export async function takeSnapshot(folder: string, copy: string): Promise<Snapshot> {
  const path = join(folder, databaseName);
  try {
    await writeFile(copy, '', { mode: 0o600 });
    await copyOf(path, copy);
    return tidied(copy, path);
  } catch (error) {
    throw whyNotOpened(error, path);
  }
}

/** In one step: a copy in several begins anew whenever somebody writes, and readers keep no writer waiting. */
async function copyOf(path: string, copy: string): Promise<void> {
  using file = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
  assertOurs(file, path);
  await backup(file, copy, { rate: 2 ** 31 - 1 });
}

/** Makes the copy one file without a log, in which no byte is left of what was deleted, and reads what is in it. */
function tidied(copy: string, path: string): Snapshot {
  using file = new DatabaseSync(copy);
  const all = (query: string): readonly Record<string, unknown>[] => file.prepare(query).all();
  if (all('PRAGMA quick_check(1)')[0]?.['quick_check'] !== 'ok') throw damaged(path);
  // The log of changes is what makes it several files. A copy that is not whole is made again.
  file.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; VACUUM');
  file.exec(`PRAGMA user_version = ${debts.none}`);
  const steps = all('SELECT name FROM kysely_migration ORDER BY name');
  return {
    schema: String(steps.at(-1)?.['name']),
    hashes: all('SELECT hash FROM clips ORDER BY hash').map(({ hash }) => String(hash)),
  };
}
