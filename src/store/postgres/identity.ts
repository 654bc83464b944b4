import { sql } from 'kysely';

import { columnsOf } from '../sql/columns.ts';
import { migrations } from '../sql/migrations.ts';
import type { Database } from '../sql/tables.ts';
import { StoreError } from '../store-error.ts';
import { whatToDo } from './postgres-errors.ts';

/** The oldest whose triggers can be replaced. */
const oldest = { number: 140_000, name: 'PostgreSQL 14' } as const;

interface Server {
  readonly version: number;
  readonly encoding: string;
  readonly schema: string | null;
  readonly standby: boolean;
}

/** Throws a {@link StoreError} when the server, or the database in it, is none that a store can be in. */
export async function assertServer(database: Database, called: string): Promise<void> {
  const { rows } = await sql<Server>`
    SELECT current_setting('server_version_num')::integer AS version,
      current_setting('server_encoding') AS encoding,
      current_schema() AS schema,
      pg_is_in_recovery() AS standby`.execute(database);
  const [server] = rows;
  if (!server) throw new Error('the server said nothing of itself');
  const why = whyUnfit(server);
  if (why !== undefined) throw new StoreError(`The store, ${called}, ${why}.`);
}

/** Why a store can't be there, as the rest of a sentence; undefined where it can. */
export function whyUnfit({ version, encoding, schema, standby }: Server): string | undefined {
  if (version < oldest.number) return `is older than ${oldest.name}: take a newer server`;
  if (encoding !== 'UTF8')
    return `holds texts as ${encoding}: make one with the encoding UTF8 (createdb -E UTF8)`;
  if (standby) return 'can only be read, as a copy that follows another. Name that one';
  return schema === null
    ? 'has no schema that the user may use. Make one, and have it in the search_path of the user'
    : undefined;
}

/**
 * Whether the store was begun. Throws a {@link StoreError} when the database is another program's, or has lost the record of
 * its schema. Changes nothing.
 */
export async function isBegun(database: Database, called: string): Promise<boolean> {
  const columns = await columnsOf(database);
  if (columns.size === 0) return false;
  const ofOurs = columns.has('kysely_migration') && (await hasTakenTheFirstStep(database));
  if (ofOurs) return true;
  if (columns.has('kysely_migration') && columns.has('voices') && columns.has('clips'))
    throw new StoreError(
      `The store, ${called}, lacks what was in the table kysely_migration: something other than Crier changed it. ${whatToDo}`,
    );
  throw new StoreError(
    `The store, ${called}, is another program’s. Name a database of Crier’s own in DATABASE_URL.`,
  );
}

async function hasTakenTheFirstStep(database: Database): Promise<boolean> {
  const [first = ''] = Object.keys(migrations);
  const row = await database
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .where('name', '=', first)
    .executeTakeFirst();
  return row !== undefined;
}
