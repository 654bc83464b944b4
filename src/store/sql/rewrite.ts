import { Worker } from 'node:worker_threads';

import { namedIfFull } from './sqlite-errors.ts';
import type { Database } from './tables.ts';

/** Writes the whole database anew, and empties its log: no byte of what was deleted can be found any more. */
export type Rewrite = (database: Database) => Promise<void>;

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
      let failure: unknown;
      worker.once('error', (error) => {
        failure = error;
      });
      // It lets go of the file before anybody else has it.
      const code = await new Promise<number>((resolve) => worker.once('exit', resolve));
      if (failure !== undefined) throw namedIfFull(failure, path);
      if (code !== 0) throw new Error(`the thread that writes the store anew ended with ${code}`);
    });
}
