import { setTimeout as delay } from 'node:timers/promises';

/** The service's own time: of quotas, of expiry, and of what it sends. A test may put its own in place of it. */
export interface ServiceTime {
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  /** Resolves when so much of this time has passed; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The time of this machine. */
export const machineTime: ServiceTime = {
  now: Date.now,
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }),
};

/** As the service writes moments: `2026-08-07T11:43:26+00:00`. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/u, '+00:00');
}
