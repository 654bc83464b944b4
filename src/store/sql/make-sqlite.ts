import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

import { Kysely } from 'kysely';

import { linkOrCopy } from '#ops/link-or-copy.ts';

import { sign } from './identity.ts';
import { migrate } from './migrations.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import type { Database, Tables } from './tables.ts';

/**
 * Makes a database of the newest schema at the path, unless another process was faster. It is made beside the path and
 * put there whole, so that an empty one is never the remains of a crashed start, but somebody's doing. `fill` puts something
 * into it first; when that rejects, there is nothing at the path.
 */
export async function makeSqlite(
  path: string,
  fill: (database: Database) => Promise<void> = async () => undefined,
): Promise<void> {
  const draft = `${path}.${process.pid}-${randomUUID()}.draft`;
  try {
    const file = new DatabaseSync(draft);
    // Nothing is lost with a draft, so nothing waits for the disk until it is done.
    file.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
    sign(file);
    const database = new Kysely<Tables>({ dialect: nodeSqliteDialect(file) });
    try {
      await migrate(database);
      await fill(database);
    } finally {
      await database.destroy();
    }
    await syncFile(draft);
    await place(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Never in the place of one that is there. */
async function place(draft: string, path: string): Promise<void> {
  try {
    await linkOrCopy(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function syncFile(path: string): Promise<void> {
  await using handle = await open(path, 'r+');
  await handle.sync();
}
