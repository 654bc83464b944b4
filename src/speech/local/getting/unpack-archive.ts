import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { extract } from 'tar-stream';
import type { Extract } from 'tar-stream';
import bunzip from 'unbzip2-stream';

import { withRoom } from '#ops/disk-full.ts';

import { GettingError } from './getting-error.ts';

export interface UnpackOptions {
  readonly signal: AbortSignal;
  readonly maxBytes?: number;
  readonly maxFiles?: number;
}

const usualMaxBytes = 4 * 2 ** 30;
const usualMaxFiles = 20_000;

/**
 * Unpacks the folder of this name out of a `.tar.bz2` into `parent`, where it appears when it is whole. Rejects with a
 * {@link GettingError} when the archive has anything but files in that folder, or is too large.
 */
export async function unpackArchive(
  archive: string,
  { parent, folder }: { readonly parent: string; readonly folder: string },
  options: UnpackOptions,
): Promise<void> {
  const draft = join(parent, `.${folder}.new`);
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft, { recursive: true });
    await withRoom(draft, () => unpacked(archive, { draft, folder }, options));
    await rm(join(parent, folder), { recursive: true, force: true });
    await rename(join(draft, folder), join(parent, folder));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function unpacked(
  archive: string,
  { draft, folder }: { readonly draft: string; readonly folder: string },
  { signal, maxBytes = usualMaxBytes, maxFiles = usualMaxFiles }: UnpackOptions,
): Promise<void> {
  let [bytes, files] = [0, 0];
  const entries = extract();
  const stop = feed(entries, archive, signal);
  try {
    for await (const entry of entries) {
      const { name, type, size } = entry.header;
      files += 1;
      bytes += size;
      if (bytes > maxBytes || files > maxFiles)
        throw new GettingError('There is more in the archive than any model has.');
      const path = pathWithin(name, folder);
      if (path === undefined)
        throw new GettingError(
          `The archive has something outside of ${folder}: it is not unpacked.`,
        );
      if (type === 'file') await putFile(entry, join(draft, path));
      else if (type === 'directory') entry.resume();
      else throw new GettingError('The archive has links or devices in it: it is not unpacked.');
    }
  } finally {
    stop();
  }
  if (files === 0) throw damaged();
}

async function putFile(content: AsyncIterable<unknown>, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(content, createWriteStream(path, { mode: 0o644 }));
}

/** Has the entries of an archive read from its file; returns what ends that. */
function feed(entries: Extract, archive: string, signal: AbortSignal): () => void {
  const file = createReadStream(archive);
  const plain = file.pipe(bunzip());
  const end = (why?: Error): void => {
    file.destroy();
    entries.destroy(why);
  };
  const onAbort = (): void => end(signal.reason as Error);
  signal.addEventListener('abort', onAbort);
  file.on('error', end);
  plain.on('error', () => end(damaged()));
  // The reader of the entries is told of it; without this, the process would be, too.
  entries.on('error', () => undefined);
  plain.pipe(entries);
  return () => {
    signal.removeEventListener('abort', onAbort);
    end();
  };
}

function damaged(): GettingError {
  return new GettingError('The archive is damaged, or no .tar.bz2 at all.');
}

/** The path of an entry, if that is within the folder; the archive’s own folder is. */
function pathWithin(name: string, folder: string): string | undefined {
  const path = normalize(name.replace(/^(?:\.\/)+/, ''));
  const parts = path.split(sep).filter((part) => part !== '');
  const isPlain = !name.includes('\\') && !name.includes('\0') && !parts.includes('..');
  return isPlain && !name.startsWith('/') && parts[0] === folder ? path : undefined;
}
