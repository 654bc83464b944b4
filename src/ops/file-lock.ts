import { DatabaseSync } from 'node:sqlite';

import { unusableFile } from './data-folder.ts';

/** Held by this process until it is released, or until the process ends, however it does. */
export interface FileLock {
  release(): void;
}

/** https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/**
 * Takes the lock of that file, which is made when it is not there, and stays empty; undefined when somebody has it. Node
 * locks no files itself, SQLite does: with locks of the system, which no crash leaves behind.
 * Throws a `ConfigError` when the file can't be used.
 */
export function tryLock(path: string): FileLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(path, { timeout: 0 });
    database = opened;
    // A journal would be a file to be written, which a full disk refuses; nothing is ever changed here.
    opened.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
    return {
      release() {
        if (opened.isOpen) opened.close();
      },
    };
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return undefined;
    throw unusableFile(path, error);
  }
}
