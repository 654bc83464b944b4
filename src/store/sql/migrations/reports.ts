import type { Kysely } from 'kysely';

/** Reports of shared voices, what people spent of their quotas, and servers that were left. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('voice_reports')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('voice_id', 'text', (column) =>
      column.notNull().references('voices.id').onDelete('cascade'),
    )
    .addColumn('reporter_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('voice_reports_once', ['voice_id', 'server_id', 'reporter_id'])
    .execute();
  await schema
    .createTable('spendings')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('window_start', 'bigint', (column) => column.notNull())
    .addColumn('spent', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('spendings_key', ['person_id', 'what'])
    .execute();
  await schema
    .createTable('departures')
    .addColumn('server_id', 'text', (column) => column.primaryKey())
    .addColumn('left_at', 'bigint', (column) => column.notNull())
    .execute();
}
