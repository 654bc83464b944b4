import type { Kysely } from 'kysely';

/** Voices, the clips they are made from, and the consent to it. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('clips')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'bigint', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('clip_removals')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .execute();
  await schema
    .createTable('voices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('sound', 'text', (column) => column.notNull())
    .addColumn('clip_hash', 'text', (column) => column.references('clips.hash'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('voices_owner_name', ['owner_id', 'name_key'])
    .execute();
  await schema.createIndex('voices_clip').on('voices').column('clip_hash').execute();
  await schema
    .createTable('voice_servers')
    .addColumn('voice_id', 'text', (column) =>
      column.notNull().references('voices.id').onDelete('cascade'),
    )
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('shared', 'integer', (column) => column.notNull())
    .addColumn('approval', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('voice_servers_key', ['voice_id', 'server_id'])
    .execute();
  await schema
    .createIndex('voice_servers_server')
    .on('voice_servers')
    .column('server_id')
    .execute();
  await schema
    .createTable('consents')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('clip_hash', 'text', (column) => column.notNull())
    .addColumn('basis', 'text', (column) => column.notNull())
    .addColumn('wording_version', 'text', (column) => column.notNull())
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addColumn('withdrawn_at', 'bigint')
    .addPrimaryKeyConstraint('consents_key', ['person_id', 'clip_hash'])
    .execute();
}
