import { DatabaseAwayError } from '#ops/database-away.ts';
import { DiskFullError, noRoom } from '#ops/disk-full.ts';

import { StoreError } from '../store-error.ts';

/** SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = {
  diskFull: '53100',
  /** A transaction would not have come out the same without those beside it. */
  serializationFailure: '40001',
  deadlock: '40P01',
  /** A lock was waited for as long as it may be. */
  lockNotAvailable: '55P03',
} as const;

/** The server says so itself: it starts, it is ended, or it has no room for one more connection. Class 08 is of connections. */
const awayCodes: ReadonlySet<string> = new Set(['53300', '57P01', '57P02', '57P03', '57P05']);

/** Faults that the operator has to mend before anything works, each as the end of a sentence. */
const mendable: Readonly<Record<string, string>> = {
  '28000': 'refuses the user. Check the user in DATABASE_URL, and what pg_hba.conf lets in',
  '28P01': 'refuses the password. Check the user and the password in DATABASE_URL',
  '3D000': 'is not there. Make it (createdb), or name another in DATABASE_URL',
  '3F000':
    'has no schema that the user may use. Make one, and have it in the search_path of the user',
  '42501':
    'lets the user of DATABASE_URL not do what is needed. Make that user the owner of the database, or GRANT it CREATE and USAGE on the schema',
  '25006': 'can only be read, as a copy that follows another. Name the one that is written to',
};

/** The codes of Node for certificates. */
const certificateCodes = /^(?:CERT_|DEPTH_ZERO|ERR_TLS|ERR_SSL|SELF_SIGNED|UNABLE_TO_)/u;

/** The code of an error of the server, or of Node; the empty string where there is none. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isOfServer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error;
}

/** Whether the same transaction may well succeed when it is tried again. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.serializationFailure || code === codes.deadlock;
}

/** Whether somebody else kept a lock for longer than it was waited for. */
export function isLockedOut(error: unknown): boolean {
  return codeOf(error) === codes.lockNotAvailable;
}

/** Whether nothing more is to be asked over the connection that this came from. */
export function endsConnection(error: unknown): boolean {
  return !isOfServer(error) || isAwayCode(codeOf(error));
}

function isAwayCode(code: string): boolean {
  return awayCodes.has(code) || code.startsWith('08');
}

/** A full disk and a lost database by their names; `called` is the database's. Anything else as it came. */
export function named(error: unknown, called: string): unknown {
  const options = { cause: error };
  const code = codeOf(error);
  if (code === codes.diskFull) return new DiskFullError(noRoom(called), options);
  if (!endsConnection(error) || certificateCodes.test(code)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const why = code === '' || reason.includes(code) ? reason : `${code}: ${reason}`;
  return new DatabaseAwayError(
    `The store, ${called}, doesn’t answer (${why}). Check that the server runs, and what DATABASE_URL names.`,
    options,
  );
}

/** Why the store could not be opened, as a `StoreError` where only the operator can mend it; anything else as it came. */
export function whyNotOpened(error: unknown, called: string): unknown {
  const options = { cause: error };
  const code = codeOf(error);
  const toMend = mendable[code];
  if (toMend !== undefined) return new StoreError(`The store, ${called}, ${toMend}.`, options);
  if (certificateCodes.test(code))
    return new StoreError(
      `The certificate of ${called} is not believed (${code}). Name its authority with sslrootcert=FILE in DATABASE_URL, or in NODE_EXTRA_CA_CERTS.`,
      options,
    );
  if (isOfServer(error) && code.startsWith('42'))
    return new StoreError(
      `The store, ${called}, can’t be brought to the newest schema (${(error as Error).message}). ${whatToDo}`,
      options,
    );
  return error;
}

/** How an operator gets a store that is one. */
export const whatToDo =
  'Put back a copy. To begin with an empty store, name an empty database in DATABASE_URL.';
