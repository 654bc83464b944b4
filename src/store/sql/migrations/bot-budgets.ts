import type { Kysely } from 'kysely';

/** Budgets of the whole bot, as those who run it set them while it runs. */
export async function up(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('bot_budgets')
    .addColumn('period', 'text', (column) => column.primaryKey())
    .addColumn('usd', 'double precision')
    .addColumn('chars', 'bigint')
    .addColumn('by_id', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .execute();
}
