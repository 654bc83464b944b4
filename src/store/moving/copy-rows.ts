import { sql } from 'kysely';

import { holdable } from '../postgres/pool.ts';
import { keys } from '../sql/keys.ts';
import { anyTable } from '../sql/rows.ts';
import { tables } from '../sql/tables.ts';
import type { Database, Tables } from '../sql/tables.ts';
import { StoreError } from '../store-error.ts';

/** How many rows each table has. */
export type Counts = Readonly<Record<string, number>>;

type Row = Readonly<Record<string, unknown>>;

/** In an order in which what is referred to comes before what refers to it. */
const names = Object.keys(tables) as readonly (keyof Tables)[];

/** With the widest table well below SQLite's 32,766 and PostgreSQL's 65,535 parameters of one statement. */
const rowsPerPage = 500;

export async function countRows(database: Database): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const table of names) {
    const query = anyTable(database).selectFrom<string>(table);
    const { count } = await query
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(count);
  }
  return counts;
}

/**
 * Writes every row of one store into another that has none, then reads both anew, in the same order, and compares each. Rejects
 * with a `StoreError` at the first that differs. `signal` ends it between two pages.
 */
export async function copyRows(
  from: Database,
  to: Database,
  signal?: AbortSignal,
): Promise<Counts> {
  for (const table of names)
    for await (const rows of pagesOf(from, table)) {
      signal?.throwIfAborted();
      await anyTable(to).insertInto<string>(table).values(rows).execute();
    }
  const counts: Record<string, number> = {};
  for (const table of names) counts[table] = await compare(table, from, to, signal);
  return counts;
}

async function compare(
  table: keyof Tables,
  from: Database,
  to: Database,
  signal: AbortSignal | undefined,
): Promise<number> {
  const copies = pagesOf(to, table);
  let count = 0;
  for await (const rows of pagesOf(from, table)) {
    signal?.throwIfAborted();
    const { value } = await copies.next();
    if (textOf(value) !== textOf(rows)) throw differs(table);
    count += rows.length;
  }
  if (!(await copies.next()).done) throw differs(table);
  return count;
}

/** Rows as both kinds of database hold them. */
function textOf(rows: readonly Row[] | undefined): string {
  return JSON.stringify(rows, (_, value: unknown) => holdable(value));
}

function differs(table: string): StoreError {
  return new StoreError(
    `A row of the table ${table} is not the same in the copy. Nothing was kept of it. Is anybody else using one of the two?`,
  );
}

/** All rows of a table by its key, some at a time. */
async function* pagesOf(
  database: Database,
  table: keyof Tables,
): AsyncGenerator<readonly Row[], undefined> {
  const key: readonly string[] = keys[table];
  const columns = Object.keys(tables[table]);
  const query = key.reduce(
    (ordered, column) => ordered.orderBy(column),
    anyTable(database).selectFrom<string>(table).select(columns).limit(rowsPerPage),
  );
  let last: Row | undefined;
  do {
    const behind = last;
    const rows: readonly Row[] = await query
      .$if(behind !== undefined, (rest) =>
        rest.where(
          sql<boolean>`(${sql.join(key.map((column) => sql.ref(column)))}) > (${sql.join(key.map((column) => behind?.[column]))})`,
        ),
      )
      .execute();
    if (rows.length > 0) yield rows;
    last = rows.length === rowsPerPage ? rows.at(-1) : undefined;
  } while (last);
}
