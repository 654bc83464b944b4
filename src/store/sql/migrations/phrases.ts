import type { Kysely } from 'kysely';

/** Saved phrases, their folders, and the names under which their sound is kept. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('phrase_folders')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_kind', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('place', 'bigint', (column) => column.notNull())
    .addColumn('added_by', 'text')
    .addColumn('extra', 'text')
    .execute();
  await schema
    .createIndex('phrase_folders_owner')
    .on('phrase_folders')
    .columns(['owner_kind', 'owner_id'])
    .execute();
  await schema
    .createTable('phrases')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_kind', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('folder_id', 'text', (column) =>
      column.references('phrase_folders.id').onDelete('set null'),
    )
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('words', 'text')
    .addColumn('clip_hash', 'text', (column) => column.references('clips.hash'))
    .addColumn('language', 'text')
    .addColumn('voice', 'text')
    .addColumn('style', 'text')
    .addColumn('place', 'bigint', (column) => column.notNull())
    .addColumn('added_by', 'text')
    .addColumn('extra', 'text')
    .execute();
  await schema
    .createIndex('phrases_owner')
    .on('phrases')
    .columns(['owner_kind', 'owner_id'])
    .execute();
  await schema.createIndex('phrases_clip').on('phrases').column('clip_hash').execute();
  await schema.createIndex('phrases_folder').on('phrases').column('folder_id').execute();
  // It changes with every press, and nothing else of a phrase does.
  await schema
    .createTable('phrase_uses')
    .addColumn('phrase_id', 'text', (column) =>
      column.primaryKey().references('phrases.id').onDelete('cascade'),
    )
    .addColumn('uses', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('phrase_frames')
    .addColumn('phrase_id', 'text', (column) =>
      column.notNull().references('phrases.id').onDelete('cascade'),
    )
    .addColumn('frame_key', 'text', (column) => column.notNull())
    .addColumn('voice_key', 'text', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('phrase_frames_key', ['phrase_id', 'frame_key'])
    .execute();
  await schema.createIndex('phrase_frames_frame').on('phrase_frames').column('frame_key').execute();
}
