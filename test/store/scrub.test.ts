import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { openSqlite } from '#store/sql/open-sqlite.ts';
import { rewriteInThread } from '#store/sql/rewrite.ts';
import { emptyLog } from '#store/sql/scrub-steps.ts';
import { scrubOf } from '#store/sql/scrub.ts';

import { temporaryFolder } from './folder.ts';

test('while the database is written anew, what else is asked of it waits, and is answered', async () => {
  await using folder = await temporaryFolder();
  const { database, scrub } = await openSqlite(join(folder.path, 'crier.sqlite'));
  const order: string[] = [];
  const rewriting = scrub.pages().then(() => order.push('rewritten'));
  const asked = sql`SELECT 1`.execute(database).then(() => order.push('asked'));
  const written = database
    .insertInto('departures')
    .values({ server_id: 'club', left_at: 1 })
    .execute()
    .then(() => order.push('written'));
  await Promise.all([rewriting, asked, written]);
  expect(order).toEqual(expect.arrayContaining(['rewritten', 'asked', 'written']));
  expect(await database.selectFrom('departures').selectAll().execute()).toHaveLength(1);
  await database.destroy();
});

test('however many delete at once, the database is written anew twice at most', async () => {
  await using folder = await temporaryFolder();
  const { database } = await openSqlite(join(folder.path, 'crier.sqlite'));
  let begun = 0;
  const gates: (() => void)[] = [];
  const rewrite = (): Promise<void> =>
    new Promise((resolve) => {
      begun += 1;
      gates.push(resolve);
    });
  const scrub = scrubOf(database, rewrite);
  const deletions = Array.from({ length: 4 }, () => scrub.pages());
  expect(begun).toBe(1);
  gates[0]?.();
  await expect.poll(() => begun).toBe(2);
  gates[1]?.();
  await Promise.all(deletions);
  expect(begun).toBe(2);
  const later = scrub.pages();
  expect(begun).toBe(3);
  gates[2]?.();
  await later;
  await database.destroy();
});

test('what can’t be written anew fails as SQLite says', async () => {
  await using folder = await temporaryFolder();
  const { database } = await openSqlite(join(folder.path, 'crier.sqlite'));
  const other = join(folder.path, 'other');
  await writeFile(other, 'This is no database, but long enough to look like one. '.repeat(100));
  await expect(rewriteInThread(other)(database)).rejects.toThrow('file is not a database');
  // And the next query is answered.
  await sql`SELECT 1`.execute(database);
  await database.destroy();
});

test('the log is emptied as often as it is tried, and no oftener', async () => {
  let tries = 0;
  const busyFor = (times: number) => () => {
    tries += 1;
    return tries <= times ? 1 : 0;
  };
  await expect(emptyLog(busyFor(9), 2)).rejects.toThrow(/reads the store without end/u);
  expect(tries).toBe(2);
  tries = 0;
  await emptyLog(busyFor(1), 2);
  expect(tries).toBe(2);
});
