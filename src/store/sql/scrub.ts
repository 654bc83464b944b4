import { sql } from 'kysely';

import { isDiskFull } from '#ops/disk-full.ts';

import type { Rewrite } from './rewrite.ts';
import { debts, emptyLog } from './scrub-steps.ts';
import type { Database } from './tables.ts';

/** Takes what was deleted out of the files. Work for which there is no room is done as soon as there is. */
export type Scrub = ReturnType<typeof scrubOf>;

/** How often it is looked whether there is room. */
const defaultAgainMs = 60_000;

/**
 * secure_delete overwrites what was deleted, but pages that were split keep copies until they are written anew. All
 * statements go the way of every query, since none is possible within somebody's transaction.
 */
export function scrubOf(database: Database, rewrite: Rewrite, againMs = defaultAgainMs) {
  let again: NodeJS.Timeout | undefined;
  /** A full disk must not make a deletion that is done look like one that failed. */
  const whenThereIsRoom = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      again ??= setTimeout(() => {
        again = undefined;
        // The next start makes up for any other failure, as when the database was closed meanwhile.
        void whenThereIsRoom(() => payDebt(database, rewrite)).catch(() => undefined);
      }, againMs).unref();
    }
  };
  return {
    /** Empties the log, which has what was deleted longest. */
    log: () => whenThereIsRoom(() => emptyLog(checkpointing(database))),
    /** Also writes the database anew, so that no byte can be found. */
    pages: oneForAll(() => whenThereIsRoom(() => rewrite(database))),
    /** In the transaction that deletes: should the process be killed before `pages` is done, the next start does it. */
    owePages: async (transaction: Database) => {
      await sql`PRAGMA user_version = ${sql.lit(debts.pages)}`.execute(transaction);
    },
  };
}

/** After a kill the log still holds what it held. Where another process is in the way, a later start does it. */
export async function payDebtAtStart(database: Database, rewrite: Rewrite): Promise<void> {
  await payDebt(database, rewrite, 1).catch(() => undefined);
}

async function payDebt(database: Database, rewrite: Rewrite, maxAttempts?: number): Promise<void> {
  const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(database);
  if (rows[0]?.user_version === debts.pages) await rewrite(database);
  else await emptyLog(checkpointing(database), maxAttempts);
}

/** While work is under way, all who want it again wait for one more round that is for all of them. */
export function oneForAll(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    const begun = work().finally(() => {
      if (current === begun) current = undefined;
    });
    current = begun;
    return begun;
  };
  return () => {
    if (!current) return begin();
    following ??= current
      .catch(() => undefined)
      .then(() => {
        following = undefined;
        return begin();
      });
    return following;
  };
}

function checkpointing(database: Database): (checkpoint: string) => Promise<unknown> {
  return async (checkpoint) => {
    const { rows } = await sql.raw<{ busy: number }>(checkpoint).execute(database);
    return rows[0]?.busy;
  };
}
