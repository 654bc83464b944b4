import { pipeline } from 'node:stream/promises';

import { extract, pack } from 'tar-stream';
import type { Pack } from 'tar-stream';

/** A file of an archive; `content` is read to its end before the next file is asked for. */
export interface TarFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes are no archive, or not the whole of one. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

/** Archives are filled up with zeros after their last file, by a few thousand bytes: what goes on for longer has no end. */
const maxFillBytes = 1024 * 1024;

/** The archive of these files, for the eyes of its owner alone when it is unpacked. */
export async function* archiveOf(
  files: AsyncIterable<TarFile>,
  modifiedMs: number,
): AsyncGenerator<Uint8Array> {
  const archive = pack();
  const filling = filled(archive, files, new Date(modifiedMs)).catch((error: unknown) => {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  yield* archive as AsyncIterable<Uint8Array>;
  await filling;
}

async function filled(archive: Pack, files: AsyncIterable<TarFile>, mtime: Date): Promise<void> {
  for await (const { name, sizeBytes: size, content } of files)
    await pipeline(content, archive.entry({ name, size, mtime, mode: 0o600 }));
  archive.finalize();
}

/**
 * The files of an archive, one after the other. Throws a {@link TarError} where it is none, cut off, without an end, or holds
 * anything but files: links would lead elsewhere.
 */
export async function* filesOf(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const entries = extract();
  /** Bytes since anything of a file came. */
  let emptyBytes = 0;
  const met = (): void => {
    emptyBytes = 0;
  };
  async function* bounded(): AsyncGenerator<Uint8Array> {
    for await (const chunk of archive) {
      // It is asked for the next chunk when the one before is read.
      if (emptyBytes > maxFillBytes) throw new TarError('it goes on without another file');
      emptyBytes += chunk.length;
      yield chunk;
    }
  }
  const feeding: Promise<unknown> = pipeline(bounded, entries).catch((error: unknown) => error);
  /** Why reading failed: an entry that is cut off says only that it was destroyed. */
  const reason = async (error: unknown): Promise<unknown> => {
    if (error instanceof TarError) return error;
    entries.destroy();
    const cause = (await feeding) ?? error;
    return isOfTar(cause) ? new TarError(cause.message, { cause }) : cause;
  };
  try {
    for await (const entry of entries) {
      met();
      const { name, size, type } = entry.header;
      if (type !== 'file') throw new TarError(`${name} is no file`);
      yield { name, sizeBytes: size ?? 0, content: contentOf(entry, { met, reason }) };
    }
  } catch (error) {
    throw await reason(error);
  } finally {
    entries.destroy();
  }
}

async function* contentOf(
  entry: AsyncIterable<unknown>,
  {
    met,
    reason,
  }: { readonly met: () => void; readonly reason: (error: unknown) => Promise<unknown> },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of entry as AsyncIterable<Uint8Array>) {
      met();
      yield chunk;
    }
  } catch (error) {
    throw await reason(error);
  }
}

/** The library’s errors about bytes have no code, unlike those of the system about a disk. */
function isOfTar(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Error' && !('code' in error);
}
