import type { Kysely } from 'kysely';

/** Speech that processes ask each other for, encrypted, until it is there; and which of them is paying for a job. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('speech_asks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('frame_key', 'text', (column) => column.notNull())
    .addColumn('voice_key', 'text', (column) => column.notNull())
    .addColumn('asker', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('speech_asks_frame')
    .on('speech_asks')
    .columns(['frame_key', 'id'])
    .execute();
  await schema.createIndex('speech_asks_asked').on('speech_asks').column('asked_at').execute();
  await schema.alterTable('jobs').addColumn('owner', 'text').execute();
}
