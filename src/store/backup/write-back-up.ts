import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

import { unpack } from './unpack.ts';

/**
 * Writes a back-up to that path. Nothing is called so until it is whole, and was read back from the disk. Rejects with an
 * `EEXIST` where another is being written, and with the signal's reason: then there is nothing.
 */
export async function writeBackUp(
  archive: AsyncIterable<Uint8Array>,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const draft = `${path}.part`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    for await (const chunk of untilStopped(archive, signal)) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await unpack(untilStopped(createReadStream(draft), signal), draft);
    await rename(draft, path);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
}

/** The chunks as they are, until a signal stops the work: whoever reads them clears away what they have begun. */
export async function* untilStopped(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
}
