import { LRUCache } from 'lru-cache';

import { atMost } from './at-most.ts';

/** In such a time each person has so many. */
export interface Allowed {
  readonly count: number;
  readonly withinMs: number;
}

/** People whose last ones are known. */
const maxPeople = 2_000;

/** How often each person may do what others must hear or read. */
export class Allowance {
  readonly #times: LRUCache<string, readonly number[]>;
  readonly #allowed: Allowed;
  readonly #nowMs: () => number;

  constructor(allowed: Allowed, nowMs = () => performance.now()) {
    this.#times = new LRUCache({ ...atMost(maxPeople), ttl: allowed.withinMs });
    this.#allowed = allowed;
    this.#nowMs = nowMs;
  }

  /** Undefined for somebody who may now, which counts; else in how many milliseconds they may. */
  take(userId: string): number | undefined {
    const { count, withinMs } = this.#allowed;
    const nowMs = this.#nowMs();
    const lately = (this.#times.get(userId) ?? []).filter((atMs) => atMs > nowMs - withinMs);
    const [first] = lately;
    if (first !== undefined && lately.length >= count) return first + withinMs - nowMs;
    this.#times.set(userId, [...lately, nowMs]);
    return undefined;
  }

  /** The last one came to nothing, and doesn't count. */
  giveBack(userId: string): void {
    this.#times.set(userId, (this.#times.get(userId) ?? []).slice(0, -1));
  }
}
