import { copyRows } from '../moving/copy-rows.ts';
import { readPostgres } from '../moving/ends.ts';
import { makeSqlite } from '../sql/make-sqlite.ts';
import { migrations } from '../sql/migrations.ts';
import type { Snapshot } from './snapshot.ts';

/** Makes a store of SQLite of one in PostgreSQL, as it is at one moment, and compares every row. */
export async function snapshotOf(
  databaseUrl: string,
  copy: string,
  signal?: AbortSignal,
): Promise<Snapshot> {
  return readPostgres(databaseUrl, async (database) => {
    await makeSqlite(copy, async (target) => {
      await target.transaction().execute((transaction) => copyRows(database, transaction, signal));
    });
    const clips = await database.selectFrom('clips').select('hash').orderBy('hash').execute();
    return {
      schema: String(Object.keys(migrations).at(-1)),
      hashes: clips.map(({ hash }) => hash),
    };
  });
}
