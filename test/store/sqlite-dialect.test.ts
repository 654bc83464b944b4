import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';

import { Kysely } from 'kysely';
import { expect, test } from 'vitest';

import { nodeSqliteDialect } from '#store/sql/sqlite-dialect.ts';

/** Counts how often a statement is made, and how often it is asked for its columns. */
class CountedDatabase extends DatabaseSync {
  prepared = 0;
  asked = 0;

  override prepare(sql: string): StatementSync {
    this.prepared += 1;
    const statement = super.prepare(sql);
    const columns = statement.columns.bind(statement);
    statement.columns = () => {
      this.asked += 1;
      return columns();
    };
    return statement;
  }
}

test('a query that runs again is neither prepared again nor asked for its columns', async () => {
  const file = new CountedDatabase(':memory:');
  const database = new Kysely<{ words: { word: string } }>({ dialect: nodeSqliteDialect(file) });
  await database.schema.createTable('words').addColumn('word', 'text').execute();
  const before = { prepared: file.prepared, asked: file.asked };
  for (const word of ['one', 'two', 'three']) {
    await database.insertInto('words').values({ word }).execute();
    await database.selectFrom('words').select('word').where('word', '=', word).execute();
  }
  expect(file.prepared - before.prepared).toBe(2);
  expect(file.asked - before.asked).toBe(2);
  expect(await database.selectFrom('words').selectAll().execute()).toHaveLength(3);
  await database.destroy();
});
