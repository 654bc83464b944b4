import { setTimeout as delay } from 'node:timers/promises';

/** Scrubbing still to be done: kept in the head of the file, as `user_version`, which nothing else of the store uses. */
export const debts = { none: 0, pages: 1 } as const;

/** Readers of another process end within milliseconds. */
const maxCheckpoints = 20;
const checkpointPauseMs = 50;

/** Moves the log into the database and empties it; `busyAfter` runs the statement, and says what it says of `busy`. */
export async function emptyLog(
  busyAfter: (checkpoint: string) => unknown,
  maxAttempts = maxCheckpoints,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    if ((await busyAfter('PRAGMA wal_checkpoint(TRUNCATE)')) === 0) return;
    if (attempt === maxAttempts)
      throw new Error(
        'another process reads the store without end: what was deleted stays in its log',
      );
    await delay(checkpointPauseMs);
  }
}
