import { sql } from 'kysely';

import { Lanes } from '#ops/lanes.ts';
import type { SharedNotes } from '#ops/shared-notes.ts';

import { isSqlite } from './sql/columns.ts';
import type { Database } from './sql/tables.ts';

/** Notes in a table of the store. Whoever changes one has its row to themselves: others wait, and none has to try again. */
export function sqlNotes(database: Database, now: () => number): SharedNotes {
  const lanes = new Lanes();
  const locks = !isSqlite(database);

  async function take(transaction: Database, name: string) {
    const row = transaction.selectFrom('shared_notes').select('content').where('name', '=', name);
    return locks ? row.forUpdate().executeTakeFirst() : row.executeTakeFirst();
  }

  /** By the clock of the server, which all processes have in common. */
  async function timeIn(transaction: Database): Promise<number> {
    if (!locks) return now();
    const { rows } = await sql<{ ms: number }>`
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms`.execute(transaction);
    return rows[0]?.ms ?? now();
  }

  return {
    change: (name, work) =>
      // Those of this process wait here, and not with a connection each.
      lanes.run(name, () =>
        database.transaction().execute(async (transaction) => {
          let row = await take(transaction, name);
          if (!row) {
            await transaction
              .insertInto('shared_notes')
              .values({ name, content: '' })
              .onConflict((is) => is.column('name').doNothing())
              .execute();
            row = await take(transaction, name);
          }
          const content = row?.content ?? '';
          const nowMs = await timeIn(transaction);
          const { written, result } = work(content === '' ? undefined : content, nowMs);
          await transaction
            .updateTable('shared_notes')
            .set({ content: written })
            .where('name', '=', name)
            .execute();
          return result;
        }),
      ),
  };
}
