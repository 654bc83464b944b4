import { join } from 'node:path';

import { clipFiles } from '../clip-files.ts';
import type { Database } from '../sql/tables.ts';
import { copyRows, countRows } from './copy-rows.ts';
import type { Counts } from './copy-rows.ts';
import { openEnd } from './ends.ts';
import type { Address } from './ends.ts';

export interface MoveOptions {
  readonly from: Address;
  readonly to: Address;
  /** Looks at both, and changes nothing. */
  readonly dryRun: boolean;
  /** Where the recordings are that the store names: files, which stay there. */
  readonly dataFolder: string;
  readonly signal: AbortSignal;
}

/** The rows that were copied, or would have been. */
export interface Moved {
  readonly from: string;
  readonly to: string;
  readonly counts: Counts;
  /** How many recordings the store names, and how many of them are not in the data folder. */
  readonly clips: number;
  readonly lacking: number;
}

/**
 * Copies a store into an empty one, of SQLite or PostgreSQL, and compares every row. All of it is there afterwards, or nothing:
 * what was cut off is begun anew. Rejects with a `StoreError` or a `ConfigError` when that can't be.
 */
export async function copyStore(options: MoveOptions): Promise<Moved> {
  const { from, to, dryRun, dataFolder, signal } = options;
  await using stack = new AsyncDisposableStack();
  const source = await openEnd(from, stack);
  const target = await openEnd(to, stack);
  await target.assertEmpty();
  // Both are let go of only then.
  const { counts, hashes } = await source.read(async (database) => ({
    hashes: await hashesIn(database),
    counts: dryRun
      ? await countRows(database)
      : await target.fill((copy) => copyRows(database, copy, signal)),
  }));
  // PostgreSQL waits for no transaction in which nothing is asked for as long as many files take to be read.
  const lacking = await lackingIn(dataFolder, hashes);
  return { from: source.called, to: target.called, counts, clips: hashes.length, lacking };
}

async function hashesIn(database: Database): Promise<readonly string[]> {
  const rows = await database.selectFrom('clips').select('hash').execute();
  return rows.map(({ hash }) => hash);
}

async function lackingIn(dataFolder: string, hashes: readonly string[]): Promise<number> {
  const files = clipFiles(join(dataFolder, 'clips'), Date.now);
  let lacking = 0;
  for (const hash of hashes) if (!(await files.read(hash))) lacking += 1;
  return lacking;
}
