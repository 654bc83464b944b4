import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { namedIfFull } from './sqlite-errors.ts';
import type { Database } from './tables.ts';

/** Writes the whole database anew, and empties its log: no byte of what was deleted can be found any more. */
export type Rewrite = (database: Database) => Promise<void>;

/** The outcome of it in the thread; `errcode` is SQLite's. */
export type RewriteOutcome =
  | { readonly done: true }
  | { readonly done: false; readonly message: string; readonly errcode?: number };

/**
 * Rewrites the database of that path in a thread of its own. Queries wait for it as they wait for each other, and nothing
 * else does. Rejects as SQLite does, and with a `DiskFullError` when there is no room.
 */
export function rewriteInThread(path: string): Rewrite {
  return (database) =>
    database.connection().execute(async () => {
      const worker = new Worker(new URL('rewrite-worker.ts', import.meta.url), {
        env: {},
        execArgv: [],
        name: 'store',
        workerData: { path },
      });
      const exited = once(worker, 'exit');
      const [outcome] = (await Promise.race([once(worker, 'message'), exited])) as [
        RewriteOutcome | number,
      ];
      // It lets go of the file before anybody else has it.
      await exited;
      if (typeof outcome === 'number')
        throw new Error(`the thread that writes the store anew ended with ${outcome}`);
      if (outcome.done) return;
      const { message, errcode } = outcome;
      throw namedIfFull(
        Object.assign(new Error(message), errcode !== undefined && { errcode }),
        path,
      );
    });
}
