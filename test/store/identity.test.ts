import { copyFile, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Kysely } from 'kysely';
import { expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import { columnsOf } from '#store/sql/columns.ts';
import { migrate } from '#store/sql/migrations.ts';
import { nodeSqliteDialect } from '#store/sql/sqlite-dialect.ts';
import { tables } from '#store/sql/tables.ts';
import type { Tables } from '#store/sql/tables.ts';
import { StoreError } from '#store/store-error.ts';

import { clipFilesIn, keepClone, temporaryFolder } from './folder.ts';

const fileIn = (folder: string): string => join(folder, 'crier.sqlite');

/** Runs statements on the closed store, as an operator or another program does. */
function change(folder: string, ...statements: string[]): void {
  const file = new DatabaseSync(fileIn(folder));
  for (const statement of statements) file.exec(statement);
  file.close();
}

/** The sentence for the operator when the store is refused; the file stays as it is, and what to do is said. */
async function refusal(folder: string): Promise<string> {
  const before = await readFile(fileIn(folder));
  const error: unknown = await openStore({ folder }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoreError);
  expect(await readFile(fileIn(folder))).toEqual(before);
  const { message } = error as StoreError;
  expect(message).toMatch(/Put back a copy.*move everything out of the folder/u);
  return message;
}

async function usedStore(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await temporaryFolder();
  const store = await openStore({ folder: folder.path });
  await keepClone(store, 'ann', 'Mine');
  await store.close();
  return folder;
}

test.each([
  ['a file of no bytes', (folder: string) => writeFile(fileIn(folder), '')],
  [
    'a database without a table',
    async (folder: string) => {
      await rename(fileIn(folder), join(folder, 'away'));
      change(folder, 'VACUUM', 'PRAGMA journal_mode = WAL');
    },
  ],
])('a store that became %s is refused, and no recording is lost', async (_, spoil) => {
  await using folder = await usedStore();
  const clips = await clipFilesIn(folder.path);
  await spoil(folder.path);
  expect(await refusal(folder.path)).toMatch(/is empty: what was in it is gone/u);
  expect(await clipFilesIn(folder.path)).toEqual(clips);
});

test('a store that is gone while there are recordings is not begun anew', async () => {
  await using folder = await usedStore();
  const clips = await clipFilesIn(folder.path);
  await rename(fileIn(folder.path), join(folder.path, 'away'));
  const opening = openStore({ folder: folder.path, now: () => Date.now() + 24 * 3_600_000 });
  await expect(opening).rejects.toThrow(/crier.sqlite is gone.*recordings of people \(1\)/u);
  expect(await clipFilesIn(folder.path)).toEqual(clips);
  await rename(join(folder.path, 'away'), fileIn(folder.path));
  const store = await openStore({ folder: folder.path });
  expect(await store.voices.ownedBy('ann')).toHaveLength(1);
  await store.close();
});

test.each([
  ['CREATE TABLE notes (text)', 'INSERT INTO notes VALUES (1)'],
  ['CREATE TABLE notes (text)', 'PRAGMA application_id = 1234'],
  // Another program that uses Kysely.
  [
    'CREATE TABLE kysely_migration (name TEXT, timestamp TEXT)',
    `INSERT INTO kysely_migration VALUES ('2024-first', '')`,
  ],
])('a database of another program (%s; %s) is refused', async (...statements) => {
  await using folder = await temporaryFolder();
  change(folder.path, ...statements);
  expect(await refusal(folder.path)).toMatch(/is another program's/u);
});

test.each(Object.keys(tables))('a store without its table %s is refused', async (table) => {
  await using folder = await usedStore();
  change(folder.path, 'PRAGMA foreign_keys = OFF', `DROP TABLE ${table}`);
  expect(await refusal(folder.path)).toMatch(new RegExp(`lacks the table ${table}:`, 'u'));
});

test('a store without the record of its schema is refused', async () => {
  await using folder = await usedStore();
  change(folder.path, 'DELETE FROM kysely_migration');
  expect(await refusal(folder.path)).toMatch(
    /lacks the table kysely_migration, or what was in it/u,
  );
  change(folder.path, 'DROP TABLE kysely_migration');
  expect(await refusal(folder.path)).toMatch(/lacks the table kysely_migration/u);
});

test('a store without a column is refused', async () => {
  await using folder = await usedStore();
  change(folder.path, 'ALTER TABLE mutes DROP COLUMN until');
  expect(await refusal(folder.path)).toMatch(/lacks the column until of the table mutes/u);
});

test('an older store that lacks a table which a step changes is refused', async () => {
  await using folder = await usedStore();
  change(
    folder.path,
    `DELETE FROM kysely_migration WHERE name >= '005'`,
    'DROP TABLE voice_bans',
    'DROP TABLE voice_servers',
  );
  expect(await refusal(folder.path)).toMatch(
    /can't be brought to the newest schema \(no such table/u,
  );
});

test('a store that was made before stores were signed is opened, signed, and opened again', async () => {
  await using folder = await usedStore();
  const signOf = (): unknown => {
    const file = new DatabaseSync(fileIn(folder.path));
    const sign = file.prepare('PRAGMA application_id').get()?.['application_id'];
    file.close();
    return sign;
  };
  const signed = signOf();
  expect(signed).toBe(0x43_72_69_65);
  change(folder.path, 'PRAGMA application_id = 0');
  for (const _ of [1, 2]) {
    const store = await openStore({ folder: folder.path });
    expect(await store.voices.ownedBy('ann')).toHaveLength(1);
    await store.close();
    expect(signOf()).toBe(signed);
  }
});

test('a database that another program has signed is its own, though it has tables of ours', async () => {
  await using folder = await usedStore();
  change(folder.path, 'PRAGMA application_id = 1234');
  expect(await refusal(folder.path)).toMatch(/is another program's/u);
});

test('a copy of a store is as good, wherever it is put', async () => {
  await using folder = await usedStore();
  await using other = await temporaryFolder();
  await copyFile(fileIn(folder.path), fileIn(other.path));
  const store = await openStore({ folder: other.path });
  expect(await store.voices.ownedBy('ann')).toHaveLength(1);
  await store.close();
});

test('a store is made whole, and nothing is left beside it', async () => {
  await using folder = await usedStore();
  expect((await readdir(folder.path)).toSorted()).toEqual(['clips', 'crier.sqlite']);
});

test('the columns that a start looks for are those that the migrations make', async () => {
  const database = new Kysely<Tables>({ dialect: nodeSqliteDialect(new DatabaseSync(':memory:')) });
  await migrate(database);
  // Leases of voice nodes are of the moment, and no part of the store.
  const ofTheMoment = /^(?:kysely_|sqlite_|nodes$|node_partings$)/u;
  const made = [...(await columnsOf(database))].filter(([table]) => !ofTheMoment.test(table));
  const sorted = (names: Iterable<string>): string[] => [...names].sort();
  expect(Object.fromEntries(made.map(([table, names]) => [table, sorted(names)]))).toEqual(
    Object.fromEntries(
      Object.entries(tables).map(([table, columns]) => [table, sorted(Object.keys(columns))]),
    ),
  );
  await database.destroy();
});
