import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

/** Puts the store of `from` in the place of the one at `path` by one rename: until then, that one is whole. */
export async function replaceStore(from: string, path: string): Promise<void> {
  foldLogOf(path);
  // The log of another store would be taken for the new one's.
  for (const ending of ['-wal', '-shm']) await rm(`${path}${ending}`, { force: true });
  await rename(from, path);
}

/** Moves what is in the log of the store into it, so that it is whole until it is replaced. One that is damaged has no more to lose. */
function foldLogOf(path: string): void {
  if (!existsSync(path)) return;
  try {
    using file = new DatabaseSync(path);
    file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // It is being replaced because it is broken.
  }
}
