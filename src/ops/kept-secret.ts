import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const secretBytes = 32;

/**
 * A secret of this installation: read from the file, or made and written there at the first start, for its owner's
 * eyes only. A file that holds none (it was cut short) is replaced: what was sealed with it can't be read any more.
 */
export function keptSecret(file: string): Uint8Array {
  const kept = read(file);
  if (kept?.length === secretBytes) return kept;
  const secret = randomBytes(secretBytes);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, secret, { mode: 0o600 });
  renameSync(draft, file);
  return secret;
}

function read(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
