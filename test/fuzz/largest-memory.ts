import { residentBytes } from '#audio/clip/resident-memory.ts';

export interface LargestMemory {
  /** Until now. */
  readonly largestBytes: number;
  stop(): void;
}

/** Follows how much memory a process takes at most; which process may change meanwhile. */
export function watchLargest(pid: () => number): LargestMemory {
  let largestBytes = 0;
  const look = async () => {
    largestBytes = Math.max(largestBytes, (await residentBytes(pid())) ?? 0);
  };
  const timer = setInterval(() => void look(), 5);
  return {
    get largestBytes() {
      return largestBytes;
    },
    stop: () => clearInterval(timer),
  };
}
