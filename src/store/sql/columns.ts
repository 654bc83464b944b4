import { sql, SqliteAdapter } from 'kysely';

import type { Database } from './tables.ts';

/** Whether it is SQLite that the queries run on, or PostgreSQL: few things have to know. */
export function isSqlite(database: Database): boolean {
  return database.getExecutor().adapter instanceof SqliteAdapter;
}

interface Column {
  readonly table: string;
  readonly column: string;
}

const ofSqlite = sql<Column>`
  SELECT tables.name AS "table", columns.name AS "column"
  FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
  WHERE tables.type = 'table'`;

const ofPostgres = sql<Column>`
  SELECT table_name AS "table", column_name AS "column"
  FROM information_schema.columns
  WHERE table_schema = current_schema()`;

/** The names of all columns, by table. */
export async function columnsOf(
  database: Database,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await (isSqlite(database) ? ofSqlite : ofPostgres).execute(database);
  const found = new Map<string, Set<string>>();
  for (const { table, column } of rows)
    found.set(table, (found.get(table) ?? new Set()).add(column));
  return found;
}
