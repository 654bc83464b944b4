import type { Kysely } from 'kysely';

/** Speech that is being paid for, and what was spent by day. Neither holds a text. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('engine', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text')
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('chars', 'integer', (column) => column.notNull())
    .addColumn('format', 'text')
    .addColumn('reserved_usd', 'double precision', (column) => column.notNull())
    .addColumn('cost_usd', 'double precision')
    .addColumn('person_id', 'text')
    .addColumn('guild_id', 'text')
    .addColumn('way', 'text')
    .addColumn('frame_key', 'text')
    .addColumn('voice_key', 'text')
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('changed_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('spent')
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('engine', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('chars', 'bigint', (column) => column.notNull())
    .addColumn('jobs', 'integer', (column) => column.notNull())
    .addColumn('usd', 'double precision', (column) => column.notNull())
    .addColumn('doubtful_usd', 'double precision', (column) => column.notNull())
    .addColumn('saved_chars', 'bigint', (column) => column.notNull())
    .addColumn('saved_usd', 'double precision', (column) => column.notNull())
    .addPrimaryKeyConstraint('spent_key', ['day', 'person_id', 'guild_id', 'engine', 'model'])
    .execute();
  await schema.createIndex('spent_person').on('spent').columns(['person_id', 'day']).execute();
  await schema.createIndex('spent_server').on('spent').columns(['guild_id', 'day']).execute();
}
