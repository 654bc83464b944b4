import type { Kysely } from 'kysely';

/** Lines of people who want theirs kept, encrypted. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('earlier_lines')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('said_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('earlier_lines_person')
    .on('earlier_lines')
    .columns(['person_id', 'id'])
    .execute();
  await schema.createIndex('earlier_lines_said').on('earlier_lines').column('said_at').execute();
}
