import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { withRoom } from '#ops/disk-full.ts';
import { writeWhole } from '#ops/write-whole.ts';

/** Recordings as files that are named by their content. */
export type ClipFiles = ReturnType<typeof clipFiles>;

const suffix = '.clip';
const draftSuffix = '.clip-draft';
/** Files that nothing refers to stay until this age: another process may be about to refer to younger ones. */
export const sweepAgeMs = 3_600_000;

/** SHA-256 in hex: what a clip is known by. */
export function clipHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Files in a folder that is made when it is not there. Written beside and renamed, so that a crash leaves no half file. */
export function clipFiles(folder: string, now: () => number) {
  const pathOf = (hash: string): string => join(folder, `${hash}${suffix}`);
  let drafts = 0;

  return {
    /** Resolves when the bytes are on the disk, also after a loss of power. Rejects with a `DiskFullError` for want of room. */
    async put(bytes: Uint8Array) {
      const hash = clipHash(bytes);
      await withRoom(folder, async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const draft = join(folder, `${hash}.${process.pid}-${(drafts += 1)}${draftSuffix}`);
        await writeWhole(pathOf(hash), draft, bytes, { mode: 0o600, flush: true });
        await syncFolder(folder);
      });
      return hash;
    },
    /** Undefined when there is no such file, or its bytes are no longer those that were put. */
    async read(hash: string): Promise<Uint8Array | undefined> {
      const bytes = await readFile(pathOf(hash)).catch(whereMissing(undefined));
      return bytes && clipHash(bytes) === hash ? bytes : undefined;
    },
    async remove(hash: string) {
      await rm(pathOf(hash), { force: true });
    },
    /** Removes files that are not to be kept and older than an hour: a crash left them before anything referred to them. */
    async sweep(isKept: (hash: string) => boolean) {
      for (const name of await namesIn(folder)) {
        const kept = name.endsWith(suffix) && isKept(name.slice(0, -suffix.length));
        if (kept || !(name.endsWith(suffix) || name.endsWith(draftSuffix))) continue;
        const path = join(folder, name);
        const { mtimeMs } = await stat(path);
        if (now() - mtimeMs > sweepAgeMs) await rm(path, { force: true });
      }
    },
  };
}

/** How many clips the folder has; none when it is not there. */
export async function countClips(folder: string): Promise<number> {
  return (await namesIn(folder)).filter((name) => /^[0-9a-f]{64}\.clip$/u.test(name)).length;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(whereMissing([]));
}

/** A renamed file is found after a loss of power only when its folder was synced, too. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** Answers for a file or folder that isn't there. */
function whereMissing<Instead>(instead: Instead): (error: unknown) => Instead {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return instead;
    throw error;
  };
}
