import { randomBytes } from 'node:crypto';

let last = 0;

/** An id that sorts after every earlier one of this process, and by the clock among processes. 24 characters of hex. */
export function timeOrderedId(nowMs: number): string {
  // 4,096 ids in a millisecond before one would be ahead of the clock.
  last = Math.max(last + 1, nowMs * 4_096);
  return last.toString(16).padStart(16, '0') + randomBytes(4).toString('hex');
}
