import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';

/** In such a time each person has so many. */
const allowed = { count: 3, withinMs: 60_000 };
/** People whose last ones are known. */
const maxPeople = 2_000;

/** How often each person may do what others must hear. */
export class Allowance {
  readonly #times = new LRUCache<string, readonly number[]>({
    ...atMost(maxPeople),
    ttl: allowed.withinMs,
  });
  readonly #nowMs: () => number;

  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Undefined for somebody who may now, which counts; else in how many milliseconds they may. */
  take(userId: string): number | undefined {
    const nowMs = this.#nowMs();
    const lately = (this.#times.get(userId) ?? []).filter(
      (atMs) => atMs > nowMs - allowed.withinMs,
    );
    const [first] = lately;
    if (first !== undefined && lately.length >= allowed.count)
      return first + allowed.withinMs - nowMs;
    this.#times.set(userId, [...lately, nowMs]);
    return undefined;
  }
}

/** How people are told that they may again in so many milliseconds. */
export function untilAllowed(inMs: number): { readonly count: number; readonly seconds: number } {
  return { count: allowed.count, seconds: Math.ceil(inMs / 1_000) };
}
