import { dirname } from 'node:path';

import { DiskFullError, noRoom } from '#ops/disk-full.ts';

import { StoreError } from '../store-error.ts';

/** Result codes of SQLite: https://www.sqlite.org/rescode.html */
const codes = {
  error: 1,
  permission: 3,
  busy: 5,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;
/** SQLITE_IOERR_SHMSIZE: no room for the index of the log, which is a file of its own. */
const noRoomForIndex = 4_874;

/** Another process writes for milliseconds; whoever holds the lock longer is stuck. */
export const busyTimeoutMs = 2_000;

/** Which of SQLite's errors it is, with all that the code says; undefined for any other error. */
function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;
}

/** SQLite's “database or disk is full” as a `DiskFullError` with the path of the file; anything else as it came. */
export function namedIfFull(error: unknown, path: string): unknown {
  const code = codeOf(error);
  return code === noRoomForIndex || primary(code) === codes.full
    ? new DiskFullError(noRoom(path), { cause: error })
    : error;
}

/** Why the database could not be opened, as a `StoreError` for the operator; anything else as it came. */
export function whyNotOpened(error: unknown, path: string): unknown {
  const options = { cause: error };
  switch (primary(codeOf(error))) {
    case codes.corrupt:
    case codes.notADatabase:
      return damaged(path, options);
    case codes.busy:
      return new StoreError(
        `The store ${path} is locked by another program for more than ${busyTimeoutMs / 1_000} s. End that program.`,
        options,
      );
    case codes.cannotOpen:
    case codes.permission:
    case codes.readOnly:
      return notAllowed(path, options);
    case codes.error: {
      const { message } = error as Error;
      return new StoreError(
        `The store ${path} can't be brought to the newest schema (${message}). ${whatToDo(path)}`,
        options,
      );
    }
    default:
      return isForbidden(error) ? notAllowed(path, options) : namedIfFull(error, path);
  }
}

/** The file system says this of a file that is somebody else's. */
function isForbidden(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
  );
}

function notAllowed(path: string, options: ErrorOptions): StoreError {
  return new StoreError(
    `The store ${path} can't be opened: check that the folder exists, and that it and all in it belong to the user that Crier runs as.`,
    options,
  );
}

export function damaged(path: string, options?: ErrorOptions): StoreError {
  return new StoreError(
    `The store ${path} is damaged or isn't Crier's. ${whatToDo(path, `, or try “sqlite3 ${path} .recover”`)}`,
    options,
  );
}

/** How an operator gets a store that is one. */
export function whatToDo(path: string, orElse = ''): string {
  return `Put back a copy${orElse}. To begin with an empty store, move everything out of the folder ${dirname(path)}.`;
}

/** The lower byte is the code, the rest says more about it. */
function primary(code: number | undefined): number | undefined {
  return code === undefined ? undefined : code & 0xff;
}
