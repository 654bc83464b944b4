import { residentBytes } from '../../src/audio/clip/resident-memory.ts';

/** Follows how much memory a process takes at most; which process may change meanwhile. */
export function watchLargest(pid: () => number): { stop(): number } {
  let largestBytes = 0;
  const look = async () => {
    largestBytes = Math.max(largestBytes, (await residentBytes(pid())) ?? 0);
  };
  const timer = setInterval(() => void look(), 5);
  return {
    stop() {
      clearInterval(timer);
      return largestBytes;
    },
  };
}
