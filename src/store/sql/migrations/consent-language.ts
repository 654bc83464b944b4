import type { Kysely } from 'kysely';

/** The language in which somebody read what they stated: until now there was English alone. */
export async function up(database: Kysely<never>): Promise<void> {
  await database.schema
    .alterTable('consents')
    .addColumn('language', 'text', (column) => column.notNull().defaultTo('en'))
    .execute();
}
