import { createHash } from 'node:crypto';

/** The number of an advisory lock: 31 bits, since the server's are signed in one place and not in another. */
export function lockKey(of: string | Uint8Array): number {
  return createHash('sha256').update(of).digest().readUInt32BE() & 0x7f_ff_ff_ff;
}
