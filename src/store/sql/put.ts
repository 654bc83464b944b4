import { anyTable } from './rows.ts';
import type { Database, Tables } from './tables.ts';

type Keys = { readonly [Table in keyof Tables]?: readonly (keyof Tables[Table])[] };

/** The keys of the tables in which a row takes the place of another. */
const keys = {
  settings: ['server_id', 'person_id'],
  voice_servers: ['voice_id', 'server_id'],
  consents: ['person_id', 'clip_hash'],
  dictionary_entries: ['owner_kind', 'owner_id', 'written', 'match'],
  mutes: ['server_id', 'person_id'],
  spendings: ['person_id', 'what'],
  budgets: ['server_id', 'whose', 'person_id', 'period'],
  bot_budgets: ['period'],
  bans: ['kind', 'subject_id'],
  budget_levels: ['server_id', 'scope', 'person_id', 'period'],
} as const satisfies Keys;

/** Writes rows down, each in the place of the one that has its key. */
export async function put<Table extends keyof typeof keys>(
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
