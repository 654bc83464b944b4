import { LRUCache } from 'lru-cache';

/** The pauses that servers want between what one person has spoken. */
export class Pauses {
  readonly #lastMs = new LRUCache<string, number>({ max: 20_000 });

  /** How much is left of the pause, in milliseconds; where none is, a new one begins. */
  left(who: string, pauseMs: number, nowMs: number): number {
    const lastMs = this.#lastMs.get(who) ?? -Infinity;
    if (pauseMs > nowMs - lastMs) return pauseMs - (nowMs - lastMs);
    this.#lastMs.set(who, nowMs);
    return 0;
  }
}
