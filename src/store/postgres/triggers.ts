import { sql } from 'kysely';

import type { Database, Tables } from '../sql/tables.ts';

/** The channel on which every process hears that something changed that it may remember. */
export const channel = 'crier_changed';

/** The tables of what is remembered: see `cached-store.ts`. Those that change with every line that is spoken aren't among them. */
const remembered: readonly (keyof Tables)[] = [
  'settings',
  'voices',
  'voice_servers',
  'voice_bans',
  'bans',
  'dictionary_entries',
  'phrase_folders',
  'phrases',
  'filtered_words',
  'mutes',
];

/**
 * Has the database tell of changes itself: whoever makes them, another program too, is heard of, and no query costs a second
 * way to the server. What is told is the schema alone. No two processes may do it at once.
 */
export async function ensureTriggers(database: Database): Promise<void> {
  if (await haveTriggers(database)) return;
  await database.transaction().execute(makeTriggers);
}

async function haveTriggers(database: Database): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = ${channel} AND relnamespace = current_schema()::regnamespace`.execute(database);
  const found = new Set(rows.map(({ name }) => name));
  return remembered.every((table) => found.has(table));
}

async function makeTriggers(transaction: Database): Promise<void> {
  const name = sql.raw(channel);
  await sql`
    CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify(${sql.lit(channel)}, TG_TABLE_SCHEMA);
      RETURN NULL;
    END $$`.execute(transaction);
  for (const table of remembered)
    await sql`
      CREATE OR REPLACE TRIGGER ${name}
      AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${sql.table(table)}
      FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`.execute(transaction);
}
