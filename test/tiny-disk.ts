import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of some megabytes, in memory, that can be filled. */
export interface TinyDisk extends AsyncDisposable {
  readonly path: string;
  /** Leaves no room for a single byte. */
  fill(): void;
  makeRoom(): void;
  /** Nothing can be written to it from now on, whoever tries. */
  makeReadOnly(): void;
}

const chunkBytes = [65_536, 4_096, 1];

function mount(...options: string[]): boolean {
  return spawnSync('mount', options).status === 0;
}

/** Whether this process may have such disks; only a superuser may. */
export const mayMount = await (async () => {
  const disk = await tinyDisk(1).catch(() => undefined);
  await disk?.[Symbol.asyncDispose]();
  if (!disk)
    process.stderr.write('Skipped: tests of full disks, since only root may mount a small one.\n');
  return disk !== undefined;
})();

export async function tinyDisk(megabytes: number): Promise<TinyDisk> {
  const path = await mkdtemp(join(tmpdir(), 'crier-disk-'));
  if (!mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path)) {
    await rm(path, { recursive: true });
    throw new Error('no disk could be mounted');
  }
  const filling = join(path, 'filling');
  return {
    path,
    fill() {
      const { blocks, bsize } = statfsSync(path);
      // The machine's own disk is not to be filled by mistake.
      if (blocks * bsize > megabytes * 2 ** 20) throw new Error(`${path} is no tiny disk`);
      mkdirSync(filling, { recursive: true });
      for (const size of chunkBytes) fillWith(join(filling, String(size)), size);
    },
    makeRoom() {
      rmSync(filling, { recursive: true, force: true });
    },
    makeReadOnly() {
      mount('-o', 'remount,ro', path);
    },
    async [Symbol.asyncDispose]() {
      spawnSync('umount', ['-l', path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

function fillWith(path: string, chunk: number): void {
  const file = openSync(path, 'a');
  try {
    for (;;) writeSync(file, Buffer.alloc(chunk));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
