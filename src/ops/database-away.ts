/**
 * A database on another machine, or in another process, doesn't answer for now: when it does again, the same works. Its
 * message is for the operator.
 */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError';
}

/** Whether something failed because the database didn't answer. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof DatabaseAwayError;
}
