import type { DatabaseSync } from 'node:sqlite';

import { StoreError } from '../store-error.ts';
import { migrations } from './migrations.ts';
import { whatToDo } from './sqlite-errors.ts';

/** Stands in the head of the file, as SQLite means it: https://www.sqlite.org/pragma.html#pragma_application_id */
const applicationId = 0x43_72_69_65;

/** Makes it known as Crier's, unless it is already. */
export function sign(file: DatabaseSync): void {
  if (idOf(file) !== applicationId) file.exec(`PRAGMA application_id = ${applicationId}`);
}

/**
 * Throws a {@link StoreError} when the database is empty or another program's: made into Crier's, it would look like a
 * good one with nothing in it, and the recordings that nothing refers to any more would be removed. Changes nothing.
 */
export function assertOurs(file: DatabaseSync, path: string): void {
  const tables = tablesOf(file);
  if (tables.size === 0)
    throw new StoreError(`The store ${path} is empty: what was in it is gone. ${whatToDo(path)}`);
  const isSigned = idOf(file) === applicationId;
  // Crier did not sign what it made before it knew of this.
  const isOlder = idOf(file) === 0 && tables.has('kysely_migration') && hasTakenTheFirstStep(file);
  if (!isSigned && !isOlder)
    throw new StoreError(
      `The database ${path} is another program's. Check what CRIER_DATA names. ${whatToDo(path)}`,
    );
  if (!tables.has('kysely_migration') || !hasTakenTheFirstStep(file))
    throw new StoreError(
      `The store ${path} lacks the table kysely_migration, or what was in it: something other than Crier changed it. ${whatToDo(path)}`,
    );
}

function idOf(file: DatabaseSync): unknown {
  return file.prepare('PRAGMA application_id').get()?.['application_id'];
}

function tablesOf(file: DatabaseSync): ReadonlySet<unknown> {
  const rows = file.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  return new Set(rows.map(({ name }) => name));
}

function hasTakenTheFirstStep(file: DatabaseSync): boolean {
  const [first = ''] = Object.keys(migrations);
  return file.prepare('SELECT 1 FROM kysely_migration WHERE name = ?').get(first) !== undefined;
}
