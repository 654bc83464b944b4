import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import type {
  DatabaseConnection,
  Dialect,
  SqliteDatabase,
  SqliteDialectConfig,
  SqliteStatement,
} from 'kysely';
import { LRUCache } from 'lru-cache';

import { namedIfFull } from './sqlite-errors.ts';

/** More than the store has queries. */
const maxStatements = 200;

/** Kysely's dialect of SQLite over Node's own module. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const config = { database: likeBetterSqlite(database) };
  const dialect = new SqliteDialect(config);
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver(config, () => database.isTransaction),
    createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** The few methods of better-sqlite3 that Kysely asks for. */
function likeBetterSqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new LRUCache<string, SqliteStatement>({ max: maxStatements });
  const named = <Result>(run: () => Result): Result => {
    try {
      return run();
    } catch (error) {
      throw namedIfFull(error, database.location() ?? 'memory');
    }
  };
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = database.prepare(sql);
      const prepared: SqliteStatement = {
        reader: statement.columns().length > 0,
        all: (parameters) => named(() => statement.all(...(parameters as SQLInputValue[]))),
        run: (parameters) => named(() => statement.run(...(parameters as SQLInputValue[]))),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      };
      statements.set(sql, prepared);
      return prepared;
    },
  };
}

/** SQLite takes back tables that a transaction made: a migration that fails or is killed leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Transactions take the write lock when they begin. One that took it later could not wait for another process: it
 * would have read what is no longer true, and SQLite refuses it at once.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #isInTransaction: () => boolean;

  constructor(config: SqliteDialectConfig, isInTransaction: () => boolean) {
    super(config);
    this.#isInTransaction = isInTransaction;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** After some errors, such as a full disk, SQLite has taken everything back itself, and refuses to do so again. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isInTransaction()) await super.rollbackTransaction(connection);
  }
}
