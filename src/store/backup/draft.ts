import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { linkOrCopy } from '#ops/link-or-copy.ts';

/** A folder in the data folder, where renames and links are possible, which goes with the work that it is for. */
export interface DraftFolder extends AsyncDisposable {
  readonly path: string;
}

const prefix = 'backup-draft-';
/** Work that was killed leaves its folder, and none takes so long. */
const staleMs = 24 * 3_600_000;

/** Makes an empty one, and removes what was left of work that was killed a day ago or longer. */
export async function draftFolder(dataFolder: string): Promise<DraftFolder> {
  for (const name of await readdir(dataFolder)) {
    if (!isDraft(name)) continue;
    const { mtimeMs } = await stat(join(dataFolder, name));
    if (Date.now() - mtimeMs > staleMs)
      await rm(join(dataFolder, name), { recursive: true, force: true });
  }
  const path = await mkdtemp(join(dataFolder, prefix));
  await mkdir(join(path, 'clips'), { mode: 0o700 });
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

export function isDraft(name: string): boolean {
  return name.startsWith(prefix);
}

/** Has the file under another name as well, whoever removes the first. False when there is no such file. */
export async function linkIfThere(from: string, to: string): Promise<boolean> {
  try {
    await linkOrCopy(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
