import type { Kysely } from 'kysely';

/** The people who help others with their phrases and how they speak. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('helpers')
    .addColumn('person_id', 'text', (column) => column.primaryKey())
    .addColumn('helper_id', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addColumn('agreed_at', 'bigint')
    .execute();
  await schema.createIndex('helpers_helper').on('helpers').column('helper_id').execute();
}
