/** Nothing more can be written, for now: when there is room again, the same works. Its message is for the operator. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/** Codes of the file system: no room at all, or none that this user may take. */
const codes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** Whether something failed because there was no room for it. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof DiskFullError) return true;
  return error instanceof Error && 'code' in error && codes.has(error.code);
}

/** Runs work that writes to `path`; rejects with a {@link DiskFullError} when there was no room for it. */
export async function withRoom<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isDiskFull(error) ? new DiskFullError(noRoom(path), { cause: error }) : error;
  }
}

/** A sentence for the operator. */
export function noRoom(path: string): string {
  return `The disk is full: nothing more can be written to ${path}. Make room there.`;
}
