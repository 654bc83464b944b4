import type { Kysely } from 'kysely';

/** When admins decided about a voice, and people whose voices don't speak in a server. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema.alterTable('voice_servers').addColumn('decided_at', 'bigint').execute();
  await schema
    .createTable('voice_bans')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('voice_bans_key', ['server_id', 'person_id'])
    .execute();
  await schema.createIndex('voice_bans_person').on('voice_bans').column('person_id').execute();
}
