import { setTimeout as delay } from 'node:timers/promises';

import { Lanes } from '#ops/lanes.ts';

import { isConflict } from '../postgres/postgres-errors.ts';
import { isSqlite } from './columns.ts';
import type { Database } from './tables.ts';

/**
 * All of the work or nothing, as if nobody else were there. `work` uses only the transaction that it gets: the database
 * itself would wait for the transaction's end. It may run more than once.
 */
export function inTransaction<Result>(
  database: Database,
  work: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  const once = (): Promise<Result> =>
    database.transaction().setIsolationLevel('serializable').execute(work);
  return isSqlite(database) ? once() : lanesOf(database).run('', () => untilAgreed(once));
}

/** SQLite has its writers wait for each other. Of those of PostgreSQL at once all but one might be refused, and wait here instead. */
const lanes = new WeakMap<Database, Lanes>();

function lanesOf(database: Database): Lanes {
  const known = lanes.get(database) ?? new Lanes();
  lanes.set(database, known);
  return known;
}

/** With others of other processes it agrees within a few; in all it waits about as long as for a lock. */
const maxAttempts = 12;
const pauseMs = 20;

/** Tries again what was refused since another process did at the same time what doesn't go together with it. */
async function untilAgreed<Result>(once: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once();
    } catch (error) {
      if (!isConflict(error) || attempt === maxAttempts) throw error;
    }
    await delay(Math.random() * pauseMs * attempt);
  }
}
