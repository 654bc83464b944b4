import type { Kysely } from 'kysely';

/** People and servers for whom the bot does nothing. */
export async function up(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('bans')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('bans_key', ['kind', 'subject_id'])
    .execute();
}
