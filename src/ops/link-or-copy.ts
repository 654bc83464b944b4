import { constants } from 'node:fs';
import { copyFile, link } from 'node:fs/promises';

/** The codes of file systems without hard links. */
const without: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS']);

/** Has a file under another name as well, or a copy of it where that can't be. Never in the place of one that is there. */
export async function linkOrCopy(from: string, to: string, linking = link): Promise<void> {
  try {
    await linking(from, to);
  } catch (error) {
    if (!without.has((error as NodeJS.ErrnoException).code)) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}
