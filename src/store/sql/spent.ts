import type { Database, Tables } from './tables.ts';

/** The columns of `spent` that are counted. */
const counts = ['chars', 'jobs', 'usd', 'doubtful_usd', 'saved_chars', 'saved_usd'] as const;

/** Adds to what was spent, in the row of the same day, person, server, engine and model. */
export async function addSpent(database: Database, row: Tables['spent']): Promise<void> {
  await database
    .insertInto('spent')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'person_id', 'guild_id', 'engine', 'model'])
        .doUpdateSet((is) =>
          Object.fromEntries(counts.map((name) => [name, is(`spent.${name}`, '+', row[name])])),
        ),
    )
    .execute();
}

/** Forgets for whom, or where, it was spent: the sums stay. */
export async function withoutNames(
  transaction: Database,
  column: 'person_id' | 'guild_id',
  id: string,
): Promise<void> {
  const rows = await transaction.selectFrom('spent').selectAll().where(column, '=', id).execute();
  await transaction.deleteFrom('spent').where(column, '=', id).execute();
  for (const row of rows) await addSpent(transaction, { ...row, [column]: '' });
}
