import type { Kysely } from 'kysely';

/** Voice nodes and their leases, and processes of the bot that want their calls let go there. Nobody's data. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('nodes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('process', 'text', (column) => column.notNull())
    .addColumn('weight', 'integer', (column) => column.notNull())
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('beat', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('node_partings')
    .addColumn('node_id', 'text', (column) => column.notNull())
    .addColumn('process', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('node_partings_key', ['node_id', 'process'])
    .execute();
}
