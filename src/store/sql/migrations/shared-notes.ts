import type { Kysely } from 'kysely';

/** Short texts that processes share, such as the calls that all of them have made of a service. */
export async function up({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('shared_notes')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
}
