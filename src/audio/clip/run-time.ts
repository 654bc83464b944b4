import { readFile } from 'node:fs/promises';

/** On a busy machine a process gets more time than its bound, but nobody is kept waiting longer than this. */
const maxStretch = 4;

/**
 * Calls `onTooLong` once when a process has had `timeoutMs` since now and is not stopped. The time in which it wanted
 * to run and other processes had the processor is not its own, and does not count; at four times `timeoutMs` it is over
 * whatever the reason. Returns what stops it.
 */
export function watchRunTime(
  pid: number,
  timeoutMs: number,
  onTooLong: () => void,
  queued: typeof queuedMs = queuedMs,
): () => void {
  const startedAtMs = performance.now();
  const queuedBefore = queued(pid);
  let isWatching = true;
  const look = async () => {
    const waitedMs = (await queued(pid)) - (await queuedBefore);
    if (!isWatching) return;
    const passedMs = performance.now() - startedAtMs;
    const leftMs = timeoutMs - passedMs + Math.min(waitedMs, (maxStretch - 1) * timeoutMs);
    // A timer may fire a little early.
    if (leftMs > 1) timer = setTimeout(() => void look(), leftMs);
    else onTooLong();
  };
  let timer = setTimeout(() => void look(), timeoutMs);
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
