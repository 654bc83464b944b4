import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Finds what is held about a person without a look at what is held about all others: anybody may ask for theirs at any
 * time.
 */
export async function up(database: Kysely<never>): Promise<void> {
  const indexes = [
    ['dictionary_entries', 'added_by'],
    ['audit', 'actor_id'],
    ['audit', 'subject_id'],
    ['mutes', 'person_id'],
    ['mutes', 'by_id'],
    ['voice_bans', 'by_id'],
    ['voice_reports', 'reporter_id'],
  ] as const;
  for (const [table, column] of indexes)
    await database.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
  // Few members were named by a moderator, and only their settings say by whom.
  await database.schema
    .createIndex('settings_set_by')
    .on('settings')
    .columns(['server_id', 'person_id'])
    .where(sql<boolean>`value LIKE '%"setBy":%'`)
    .execute();
}
