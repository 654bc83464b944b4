import { LRUCache } from 'lru-cache';

/** Hands that shake press twice within that time, and mean it once. */
const doublePressMs = 400;

/** Tells the second press of two that are one. */
export class DoublePresses {
  readonly #last = new LRUCache<string, true>({ max: 2_000, ttl: doublePressMs, ttlResolution: 0 });

  /** Whether the same person pressed the same just before. Each such press starts the time anew. */
  isSecond(userId: string, what: string): boolean {
    const key = `${userId} ${what}`;
    const isSecond = this.#last.get(key) === true;
    this.#last.set(key, true);
    return isSecond;
  }
}
