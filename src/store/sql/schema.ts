import { sql } from 'kysely';

import { StoreError } from '../store-error.ts';
import { whatToDo } from './sqlite-errors.ts';
import type { Database, Tables } from './tables.ts';

type Columns = { readonly [Table in keyof Tables]: readonly (keyof Tables[Table])[] };

/** The columns of a database of the newest schema; a test compares them with what the migrations make. */
export const columns: Columns = {
  settings: ['server_id', 'person_id', 'value', 'changed_at'],
  clips: ['hash', 'format', 'duration_ms', 'size_bytes', 'created_at'],
  clip_removals: ['hash'],
  voices: ['id', 'owner_id', 'name', 'name_key', 'sound', 'clip_hash', 'created_at'],
  voice_servers: ['voice_id', 'server_id', 'shared', 'approval', 'asked_at', 'decided_at'],
  consents: [
    'person_id',
    'clip_hash',
    'basis',
    'wording_version',
    'language',
    'given_at',
    'withdrawn_at',
  ],
  dictionary_entries: [
    'owner_kind',
    'owner_id',
    'written',
    'match',
    'case_sensitive',
    'words',
    'clip_hash',
    'added_by',
  ],
  filtered_words: ['server_id', 'word'],
  mutes: ['server_id', 'person_id', 'by_id', 'since', 'until'],
  audit: ['id', 'server_id', 'actor_id', 'subject_id', 'at', 'what', 'changes'],
  voice_reports: ['id', 'server_id', 'voice_id', 'reporter_id', 'reason', 'at'],
  voice_bans: ['server_id', 'person_id', 'by_id', 'since'],
  spendings: ['person_id', 'what', 'window_start', 'spent'],
  departures: ['server_id', 'left_at'],
  jobs: [
    'id',
    'engine',
    'delivery',
    'state',
    'request_id',
    'model',
    'mode',
    'chars',
    'format',
    'reserved_usd',
    'cost_usd',
    'person_id',
    'guild_id',
    'way',
    'frame_key',
    'voice_key',
    'created_ms',
    'changed_ms',
  ],
  spent: [
    'day',
    'person_id',
    'guild_id',
    'engine',
    'model',
    'chars',
    'jobs',
    'usd',
    'doubtful_usd',
    'saved_chars',
    'saved_usd',
  ],
  budgets: ['server_id', 'whose', 'person_id', 'period', 'usd', 'chars', 'by_id', 'since'],
  budget_levels: ['server_id', 'scope', 'person_id', 'period', 'first_day', 'percent', 'is_told'],
};

/** Throws a {@link StoreError} that names what the database of that path lacks of the newest schema. */
export async function assertSchema(database: Database, path: string): Promise<void> {
  const found = await columnsOf(database);
  const lacking = Object.entries(columns).flatMap(([table, names]) => {
    const there = found.get(table);
    if (!there) return [`the table ${table}`];
    return names
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
