import { setTimeout as wait } from 'node:timers/promises';

/** Time as an argument, so that tests can run hours in a moment. */
export interface Clock {
  /** Milliseconds that never jump: for durations and deadlines. */
  nowMs(): number;
  /** Milliseconds since 1970: for calendars and for what outlives the process. */
  wallMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  async sleep(ms, signal) {
    signal.throwIfAborted();
    try {
      await wait(ms, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
};
