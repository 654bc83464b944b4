import type { Kysely } from 'kysely';

/** The budgets of servers, and how much of them people were told to be used up. */
export async function up(database: Kysely<never>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('budgets')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('whose', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('usd', 'double precision')
    .addColumn('chars', 'bigint')
    .addColumn('by_id', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('budgets_key', ['server_id', 'whose', 'person_id', 'period'])
    .execute();
  await schema.createIndex('budgets_person').on('budgets').column('person_id').execute();
  await schema
    .createTable('budget_levels')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('first_day', 'integer', (column) => column.notNull())
    .addColumn('percent', 'integer', (column) => column.notNull())
    .addColumn('is_told', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('budget_levels_key', ['server_id', 'scope', 'person_id', 'period'])
    .execute();
  await schema
    .createIndex('budget_levels_person')
    .on('budget_levels')
    .column('person_id')
    .execute();
}
