import { LRUCache } from 'lru-cache';

import { atMost } from '#ops/at-most.ts';

const maxPeople = 20_000;

/** The pauses that servers want between what one person has read or spoken, whichever of these it is. */
export class Pauses {
  readonly #lastMs = new LRUCache<string, number>(atMost(maxPeople));

  /** How long ago something of theirs was last read or spoken in a server; undefined where that isn't known. */
  sinceMs(guildId: string, userId: string, nowMs: number): number | undefined {
    const lastMs = this.#lastMs.get(keyOf(guildId, userId));
    return lastMs === undefined ? undefined : nowMs - lastMs;
  }

  /** A new pause begins. */
  note(guildId: string, userId: string, nowMs: number): void {
    this.#lastMs.set(keyOf(guildId, userId), nowMs);
  }

  forget(userId: string): void {
    for (const key of this.#lastMs.keys()) if (key.endsWith(`/${userId}`)) this.#lastMs.delete(key);
  }
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}
