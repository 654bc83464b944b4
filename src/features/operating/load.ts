import { setTimeout as delay } from 'node:timers/promises';

/** The work of the main process, with shares in percent. */
export interface Load {
  /** A core that does nothing else is all of it. */
  readonly cpuPercent: number;
  /** The share of the time in which it did something else than wait. */
  readonly busyPercent: number;
  readonly memoryBytes: number;
}

const measuredMs = 1_000;

/** Looks at the process for a second: nothing is counted while nobody asks. */
export async function measureLoad(signal: AbortSignal): Promise<Load> {
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const loopBefore = performance.eventLoopUtilization();
  await delay(measuredMs, undefined, { signal });
  const { user, system } = process.cpuUsage(cpuBefore);
  const { utilization } = performance.eventLoopUtilization(loopBefore);
  const tookMs = performance.now() - began;
  return {
    cpuPercent: (user + system) / tookMs / 10,
    busyPercent: utilization * 100,
    memoryBytes: process.memoryUsage.rss(),
  };
}
