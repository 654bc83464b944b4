import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

import { debts } from './debts.ts';
import type { RewriteOutcome } from './rewrite.ts';
import { busyTimeoutMs } from './sqlite-errors.ts';

/** The thread in which a database is written anew: that takes as long as the file is large. */
const { path } = workerData as { readonly path: string };
/** Readers of another process end within milliseconds. */
const maxCheckpoints = 20;
const checkpointPauseMs = 50;

async function rewrite(file: DatabaseSync): Promise<void> {
  file.exec('PRAGMA secure_delete = ON');
  file.exec('VACUUM');
  file.exec(`PRAGMA user_version = ${debts.none}`);
  for (let attempt = 1; attempt <= maxCheckpoints; attempt += 1) {
    const result = file.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    if (result?.['busy'] === 0) return;
    await delay(checkpointPauseMs);
  }
  throw new Error('another process reads the store without end: what was deleted stays in its log');
}

function tell(outcome: RewriteOutcome): void {
  parentPort?.postMessage(outcome);
}

const file = new DatabaseSync(path, { timeout: busyTimeoutMs });
try {
  await rewrite(file);
  tell({ done: true });
} catch (error) {
  const { message, errcode } = error as Error & { readonly errcode?: number };
  tell({ done: false, message, ...(errcode !== undefined && { errcode }) });
} finally {
  file.close();
}
