import type { Kysely } from 'kysely';

/** The emoji and sounds that speak phrases of somebody. */
export async function up(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('taps')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('phrase_id', 'text', (column) =>
      column.notNull().references('phrases.id').onDelete('cascade'),
    )
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('effect', 'text', (column) => column.notNull())
    .addColumn('shown', 'text')
    .addPrimaryKeyConstraint('taps_key', ['person_id', 'phrase_id'])
    .addUniqueConstraint('taps_effect', ['person_id', 'guild_id', 'effect'])
    .execute();
  await database.schema.createIndex('taps_phrase').on('taps').column('phrase_id').execute();
}
