import { setTimeout as delay } from 'node:timers/promises';

import { codeOf, wasAcknowledged } from './api-errors.ts';
import { HeldBackError } from './refusal-guard.ts';

interface AcknowledgeLimits {
  /** No try is begun later than this after the first: Discord takes a first answer for 3 s. */
  readonly inTimeMs: number;
  /** Before the second try, the third …; the last one counts for all further. */
  readonly pausesMs: readonly number[];
  /** A try without an answer for so long gets another beside it … */
  readonly slowMs: number;
  /** … unless more than so many are under way: then all are slow, and more of them would make it worse. */
  readonly maxUnderWay: number;
}

const standardLimits: AcknowledgeLimits = {
  inTimeMs: 2_500,
  pausesMs: [100, 250, 500],
  slowMs: 1_200,
  maxUnderWay: 10,
};

/** Sends a first answer; see {@link acknowledger}. */
export type Acknowledge = (send: () => Promise<void>) => Promise<void>;

/**
 * Sends first answers to interactions until Discord has them, as long as that can be in time. Rejects with what Discord
 * refused one with, or with its last failure when nobody knows whether one of the tries arrived.
 */
export function acknowledger(limits: AcknowledgeLimits = standardLimits): Acknowledge {
  let allUnderWay = 0;

  return async (send) => {
    const beganAtMs = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const slow = new Set<NodeJS.Timeout>();
    let tries = 0;
    let underWay = 0;
    const mayBegin = (inMs: number): boolean =>
      performance.now() + inMs - beganAtMs <= limits.inTimeMs;
    const beside = (): void => {
      if (mayBegin(0) && allUnderWay <= limits.maxUnderWay) void attempt();
    };
    const count = (by: 1 | -1): void => {
      underWay += by;
      allUnderWay += by;
    };

    async function attempt(): Promise<void> {
      tries += 1;
      count(1);
      const timer = setTimeout(beside, limits.slowMs);
      slow.add(timer);
      try {
        await send();
        resolve();
      } catch (error) {
        const pauseMs = limits.pausesMs[Math.min(tries, limits.pausesMs.length) - 1] ?? 0;
        // The one that nobody answered for had arrived.
        if (tries > 1 && wasAcknowledged(error)) resolve();
        else if (underWay > 1) return;
        else if (isRefusal(error) || !mayBegin(pauseMs)) reject(error);
        else void delay(pauseMs).then(attempt);
      } finally {
        clearTimeout(timer);
        count(-1);
      }
    }

    void attempt();
    try {
      await promise;
    } finally {
      for (const timer of slow) clearTimeout(timer);
    }
  };
}

/** Another try would be refused as well. */
function isRefusal(error: unknown): boolean {
  return codeOf(error) !== undefined || error instanceof HeldBackError;
}
