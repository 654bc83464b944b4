import type { Kysely } from 'kysely';

/** The tables that reading needs: pronunciations, filtered words and mutes. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('dictionary_entries')
    .addColumn('owner_kind', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('written', 'text', (column) => column.notNull())
    .addColumn('match', 'text', (column) => column.notNull())
    .addColumn('case_sensitive', 'integer', (column) => column.notNull())
    .addColumn('words', 'text')
    .addColumn('clip_hash', 'text', (column) => column.references('clips.hash'))
    .addColumn('added_by', 'text')
    .addPrimaryKeyConstraint('dictionary_entries_key', [
      'owner_kind',
      'owner_id',
      'written',
      'match',
    ])
    .execute();
  await schema
    .createIndex('dictionary_entries_clip')
    .on('dictionary_entries')
    .column('clip_hash')
    .execute();
  await schema
    .createTable('filtered_words')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('word', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('filtered_words_key', ['server_id', 'word'])
    .execute();
  await schema
    .createTable('mutes')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint')
    .addPrimaryKeyConstraint('mutes_key', ['server_id', 'person_id'])
    .execute();
}
