import { sql } from 'kysely';

import { StoreError } from '../store-error.ts';
import { whatToDo } from './sqlite-errors.ts';
import { tables } from './tables.ts';
import type { Database } from './tables.ts';

/** Throws a {@link StoreError} that names what the database of that path lacks of the newest schema. */
export async function assertSchema(database: Database, path: string): Promise<void> {
  const found = await columnsOf(database);
  const lacking = Object.entries(tables).flatMap(([table, columns]) => {
    const there = found.get(table);
    if (!there) return [`the table ${table}`];
    return Object.keys(columns)
      .filter((name) => !there.has(name))
      .map((name) => `the column ${name} of the table ${table}`);
  });
  if (lacking.length > 0)
    throw new StoreError(
      `The store ${path} lacks ${lacking.join(', ')}: something other than Crier changed it. ${whatToDo(path)}`,
    );
}

/** The names of all columns, by table. */
export async function columnsOf(
  database: Database,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT tables.name AS "table", columns.name AS "column"
    FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table'`.execute(database);
  const found = new Map<string, Set<string>>();
  for (const { table, column } of rows)
    found.set(table, (found.get(table) ?? new Set()).add(column));
  return found;
}
