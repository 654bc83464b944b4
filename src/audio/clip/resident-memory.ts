import { readFile } from 'node:fs/promises';

/** A decoder can take tens of megabytes in the time of ten looks. */
const everyMs = 10;

/**
 * Watches how much memory a process takes and calls `onTooMuch` once when that is more than `maxBytes`. Works where
 * Linux's /proc is; elsewhere nothing is watched, and what runs away is ended by its deadline. Returns what stops it.
 */
export function watchResidentMemory(
  pid: number,
  maxBytes: number,
  onTooMuch: () => void,
): () => void {
  let isWatching = true;
  const look = async () => {
    const bytes = await residentBytes(pid);
    if (!isWatching || bytes === undefined || bytes <= maxBytes) return;
    stop();
    onTooMuch();
  };
  const timer = setInterval(() => void look(), everyMs);
  const stop = () => {
    isWatching = false;
    clearInterval(timer);
  };
  return stop;
}

/** undefined where it can't be known. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'latin1');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
