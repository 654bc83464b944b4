import { readFile } from 'node:fs/promises';

export interface RunTimeBound {
  /** The time that was used, since whenever. */
  readonly usedMs: () => Promise<number>;
  readonly maxMs: number;
  /** On a busy machine there is more time than the bound, but nobody is kept waiting longer than this many times. */
  readonly maxStretch: number;
}

/**
 * Calls `onTooLong` once when `maxMs` have been used since now, and when as many times that have passed as `maxStretch`
 * says, whatever was used. Returns what stops it.
 */
export function watchRunTime(
  { usedMs, maxMs, maxStretch }: RunTimeBound,
  onTooLong: () => void,
): () => void {
  const endsAtMs = performance.now() + maxStretch * maxMs;
  const before = usedMs();
  let isWatching = true;
  const look = async () => {
    const used = (await usedMs()) - (await before);
    if (!isWatching) return;
    const leftMs = Math.min(maxMs - used, endsAtMs - performance.now());
    // A timer may fire a little early.
    if (leftMs > 1) timer = setTimeout(() => void look(), leftMs);
    else onTooLong();
  };
  let timer = setTimeout(() => void look(), maxMs);
  return () => {
    isWatching = false;
    clearTimeout(timer);
  };
}

/**
 * For how long a process has wanted to run while others ran: the second number of Linux's /proc/PID/schedstat, in
 * nanoseconds (https://docs.kernel.org/scheduler/sched-stats.html). 0 where it can't be known.
 */
export async function queuedMs(pid: number): Promise<number> {
  try {
    const [, waitedNs = 0] = (await readFile(`/proc/${pid}/schedstat`, 'latin1'))
      .split(' ')
      .map(Number);
    return waitedNs / 1e6;
  } catch {
    return 0;
  }
}
