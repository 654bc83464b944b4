import type { Kysely } from 'kysely';

import type { Database, Tables } from './tables.ts';

/** Values that columns of a row have to have; null stands for none. */
type Which<Table extends keyof Tables> = Readonly<Partial<Tables[Table]>>;

/** A row that has these values. */
export async function rowWhere<Table extends keyof Tables>(
  database: Database,
  table: Table,
  which: Which<Table>,
): Promise<Tables[Table] | undefined> {
  const query = anyTable(database).selectFrom<string>(table).selectAll();
  const row = await query.where((is) => is.and(which)).executeTakeFirst();
  return row as Tables[Table] | undefined;
}

/** All rows that have these values, in the order of a column if one is named. */
export async function rowsWhere<Table extends keyof Tables>(
  database: Database,
  table: Table,
  which: Which<Table>,
  order?: keyof Tables[Table] & string,
): Promise<readonly Tables[Table][]> {
  const query = anyTable(database).selectFrom<string>(table).selectAll();
  const found = query.where((is) => is.and(which));
  const rows = await (order === undefined ? found : found.orderBy(order)).execute();
  return rows as Tables[Table][];
}

/** The number of rows that have these values. */
export async function countWhere<Table extends keyof Tables>(
  database: Database,
  table: Table,
  which: Which<Table>,
): Promise<number> {
  const query = anyTable(database).selectFrom<string>(table);
  const counted = query.select(({ fn }) => fn.countAll().as('count'));
  const { count } = await counted.where((is) => is.and(which)).executeTakeFirstOrThrow();
  return Number(count);
}

/** The texts of a column, each once, in the rows that have these values; without the empty one, which stands for none. */
export async function distinctIn<Table extends keyof Tables>(
  database: Database,
  table: Table,
  column: keyof Tables[Table] & string,
  which: Which<Table>,
): Promise<readonly string[]> {
  const query = anyTable(database).selectFrom<string>(table).select<string>(column).distinct();
  const rows: readonly object[] = await query.where((is) => is.and(which)).execute();
  return rows.flatMap((row) => Object.values(row).map(String)).filter((found) => found !== '');
}

/** Removes the rows that have these values; resolves with how many there were. */
export async function removeWhere<Table extends keyof Tables>(
  database: Database,
  table: Table,
  which: Which<Table>,
): Promise<number> {
  const query = anyTable(database).deleteFrom<string>(table);
  const { numDeletedRows } = await query.where((is) => is.and(which)).executeTakeFirst();
  return Number(numDeletedRows);
}

/** The columns are checked by those who are given a table's name: Kysely's types can't follow which of the tables it is. */
export function anyTable(database: Database): Kysely<Record<string, Record<string, unknown>>> {
  return database as unknown as Kysely<Record<string, Record<string, unknown>>>;
}
