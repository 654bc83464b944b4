import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

import { debts, emptyLog } from './scrub-steps.ts';
import { busyTimeoutMs } from './sqlite-errors.ts';

/** The thread in which a database is written anew: that takes as long as the file is large. */
const { path } = workerData as { readonly path: string };

using file = new DatabaseSync(path, { timeout: busyTimeoutMs });
file.exec('PRAGMA secure_delete = ON');
file.exec('VACUUM');
file.exec(`PRAGMA user_version = ${debts.none}`);
await emptyLog((checkpoint) => file.prepare(checkpoint).get()?.['busy']);
