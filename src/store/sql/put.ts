import { keys } from './keys.ts';
import { anyTable } from './rows.ts';
import type { Database, Tables } from './tables.ts';

/** Writes rows down, each in the place of the one that has its key. */
export async function put<Table extends keyof Tables>(
  database: Database,
  table: Table,
  ...rows: readonly Tables[Table][]
): Promise<void> {
  const key: readonly string[] = keys[table];
  const rest = Object.keys(rows[0] ?? {}).filter((column) => !key.includes(column));
  await anyTable(database)
    .insertInto<string>(table)
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(key)
        .doUpdateSet((is) =>
          Object.fromEntries(rest.map((column) => [column, is.ref(`excluded.${column}`)])),
        ),
    )
    .execute();
}
