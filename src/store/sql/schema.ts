import { StoreError } from '../store-error.ts';
import { columnsOf } from './columns.ts';
import { tables } from './tables.ts';
import type { Database } from './tables.ts';

/** Where a store is, as the operator knows it, and how they get one that is whole. */
export interface StorePlace {
  readonly called: string;
  readonly whatToDo: string;
}

/** Throws a {@link StoreError} that names what the database lacks of the newest schema. */
export async function assertSchema(
  database: Database,
  { called, whatToDo }: StorePlace,
): Promise<void> {
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
      `The store ${called} lacks ${lacking.join(', ')}: something other than Crier changed it. ${whatToDo}`,
    );
}
