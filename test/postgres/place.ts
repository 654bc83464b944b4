import { cp } from 'node:fs/promises';

import { openStore } from '#store/open-store.ts';
import { databaseOf } from '#store/postgres/open-postgres.ts';
import { connections } from '#store/postgres/pool.ts';
import { tables } from '#store/sql/tables.ts';

import { filesHolding, temporaryFolder } from '../store/folder.ts';
import type { Place } from '../store/folder.ts';
import { postgresServer } from './server.ts';
import type { PostgresServer } from './server.ts';

/** One for all files that share this process. */
let shared: Promise<PostgresServer> | undefined;
/** A database with an empty store: copies of it are made quicker than the steps to it are taken. */
let template: Promise<string> | undefined;

export function sharedServer(): Promise<PostgresServer> {
  return (shared ??= postgresServer());
}

async function makeTemplate(server: PostgresServer): Promise<string> {
  const name = await server.create();
  await using folder = await temporaryFolder();
  const url = server.urlOf(name);
  await (await openStore({ folder: folder.path, postgres: { url, called: name } })).close();
  return name;
}

/** A place in a database of its own, with an empty store; without any when `isNew`. */
export async function postgresPlace(isNew = false): Promise<Place> {
  const server = await sharedServer();
  if (isNew) return placeIn(server, await server.create());
  const name = emptied.pop() ?? (await server.create(await (template ??= makeTemplate(server))));
  return placeIn(server, name, async () => {
    await server.run(emptying, name);
    emptied.push(name);
  });
}

/** The statements that put all that is in a database into an empty one: a copy of the database itself takes longer. */
async function copying(server: PostgresServer, name: string): Promise<string> {
  const statements = Object.keys(tables).map(
    (table) =>
      `SELECT quote_literal(coalesce(json_agg(t), '[]')) AS rows, '${table}' AS name FROM "${table}" AS t`,
  );
  const found = await server.run(statements.join(' UNION ALL '), name);
  return found
    .map(
      ({ rows, name: table }) =>
        `INSERT INTO "${String(table)}" SELECT * FROM json_populate_recordset(null::"${String(table)}", ${String(rows)})`,
    )
    .join('; ');
}

/** Databases of tests that are over, for the next: to empty one is quicker than to make one. */
const emptied: string[] = [];
const emptying = Object.keys(tables)
  .toReversed()
  .map((table) => `DELETE FROM "${table}"`)
  .join('; ');

async function placeIn(
  server: PostgresServer,
  name: string,
  onEnd: () => Promise<void> = () => server.drop(name),
): Promise<Place> {
  const { path: folder, ...end } = await temporaryFolder();
  const postgres = { url: server.urlOf(name), called: `the database ${name}` };
  return {
    folder,
    open: (options = {}) => openStore({ ...options, folder, postgres }),
    database: async () => databaseOf((await connections(postgres)).pool),
    run: (statement) => server.run(statement, name),
    async copy() {
      const other = await postgresPlace();
      await other.run(await copying(server, name));
      await cp(folder, other.folder, { recursive: true });
      return other;
    },
    async holding(bytes) {
      const files = await filesHolding(folder, bytes);
      const text = Buffer.from(bytes).toString();
      const found: string[] = [];
      for (const table of Object.keys(tables)) {
        const rows = await server.run(`SELECT t::text AS row FROM "${table}" AS t`, name);
        if (rows.some(({ row }) => String(row).includes(text))) found.push(table);
      }
      return [...files, ...found];
    },
    async [Symbol.asyncDispose]() {
      await onEnd();
      await end[Symbol.asyncDispose]();
    },
  };
}
