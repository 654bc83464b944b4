import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Client, ClientConfig, Pool, PoolClient } from 'pg';

import { StoreError } from '../store-error.ts';
import { endsConnection, named } from './postgres-errors.ts';

/** Where the database is. */
export interface PostgresPlace {
  /** As `DATABASE_URL` has it, with the password. */
  readonly url: string;
  /** Its name for people, without any secret. */
  readonly called: string;
}

/** Connections to one database. */
export interface Connections {
  /** The way of all queries: each has a deadline, and a connection that broke is not used again. */
  readonly pool: PostgresPool;
  /** Whether one of the pool's connections is served by that process of the server. */
  readonly owns: (processId: number) => boolean;
  /** One of its own, outside of the pool and without deadlines for what is asked. */
  readonly connect: () => Promise<Client>;
}

/** Enough for all that a process asks at once: most is in memory. */
const maxConnections = 8;
/** A server that answers at all lets in at once. */
const connectMs = 5_000;
/** Beyond what the largest export takes. The server ends it; where that isn't heard any more, this side does a little later. */
const statementMs = 10_000;
const queryMs = statementMs + 2_000;
/** As long as SQLite waits for another process: whoever holds a lock longer is stuck. */
const lockMs = 2_000;
/** Nobody thinks within a transaction: whoever does so is gone, and the server takes back what it began. */
const idleInTransactionMs = 30_000;
/** 64-bit integers: moments and counts, which fit into a number. */
const int8: number = 20;

/** Connects by the package `pg`, which is loaded only here: an installation with SQLite never does. */
export async function connections({ url, called }: PostgresPlace): Promise<Connections> {
  const { default: pg } = await import('pg').catch((error: unknown) => {
    throw new StoreError(
      'DATABASE_URL needs the package pg, which is not installed: run npm install.',
      { cause: error },
    );
  });
  const common: ClientConfig = {
    connectionString: url,
    application_name: 'crier',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    types: {
      getTypeParser: (oid: number, format) =>
        oid === int8 ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  };
  const inner = new pg.Pool({
    ...common,
    max: maxConnections,
    statement_timeout: statementMs,
    query_timeout: queryMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  });
  // One that broke while nobody used it: the pool has dropped it, and makes another when one is needed.
  inner.on('error', () => undefined);
  const processIds = new Map<PoolClient, number | undefined>();
  inner.on('connect', (client) => {
    processIds.set(client, processIdOf(client));
    // One that breaks between two queries of a transaction: the next query says so.
    client.on('error', () => undefined);
  });
  inner.on('remove', (client) => void processIds.delete(client));
  return {
    pool: watched(inner, called),
    owns: (processId) => [...processIds.values()].includes(processId),
    async connect() {
      const client = new pg.Client(common);
      client.on('error', () => undefined);
      try {
        await client.connect();
        return client;
      } catch (error) {
        await client.end().catch(() => undefined);
        throw named(error, called);
      }
    },
  };
}

/**
 * PostgreSQL holds every sign but one, which nobody writes on purpose: it has the place of one that can't be read, wherever it is
 * written or looked for.
 */
export function holdable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}

/** pg has it and its types don't. */
function processIdOf(client: object): number | undefined {
  return 'processID' in client ? Number(client.processID) : undefined;
}

/** The pool with its errors by their names, which takes no connection back that broke. */
function watched(inner: Pool, called: string): PostgresPool {
  const fail = (error: unknown): never => {
    throw named(error, called);
  };
  return {
    options: inner.options,
    end: () => inner.end(),
    async connect() {
      const client = await inner.connect().catch(fail);
      let isBroken = false;
      const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
        try {
          return await client.query(sql, parameters.map(holdable));
        } catch (error) {
          isBroken ||= endsConnection(error);
          return fail(error);
        }
      };
      return {
        query: query as PostgresPoolClient['query'],
        release: (discards = false) => client.release(discards || isBroken),
      };
    },
  };
}
