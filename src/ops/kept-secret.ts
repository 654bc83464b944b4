import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { unusableFile } from './data-folder.ts';
import { isDiskFull } from './disk-full.ts';

const secretBytes = 32;

/**
 * A secret of this installation: read from the file, or made and written there at the first start, for its owner's
 * eyes only. A file that holds none (it was cut short) is replaced: what was sealed with it can't be read any more.
 * When there is no room for it, `onDiskFull` is told, and the secret is one of this run alone. Throws a
 * `ConfigError` when the file can't be read or written for another reason.
 */
export function keptSecret(
  file: string,
  onDiskFull: (error: unknown) => void = () => undefined,
): Uint8Array {
  try {
    const kept = read(file);
    if (kept?.length === secretBytes) return kept;
    const secret = randomBytes(secretBytes);
    try {
      write(file, secret);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      onDiskFull(error);
    }
    return secret;
  } catch (error) {
    throw unusableFile(file, error);
  }
}

/** A secret that an operator made up, as bytes. */
export function bytesOfSecret(secret: string): Uint8Array {
  return createHash('sha256').update(`crier secret ${secret}`).digest();
}

function write(file: string, secret: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  try {
    writeFileSync(draft, secret, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function read(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
