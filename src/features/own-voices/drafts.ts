import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { UserError } from '#errors.ts';

/** Something that somebody is making: it exists in memory alone until it is kept or used. */
export interface Drafted {
  readonly id: string;
  readonly ownerId: string;
}

/** Counted from when its maker last went on with it. */
export const keptMs = 15 * 60_000;
/** Counted from when it was begun, however often its maker goes on with it. */
export const maxKeptMs = 60 * 60_000;
const defaultMaxDrafts = 200;

/** The drafts of what people are making. Nobody but its maker gets at a draft, whatever id they send. */
export class Drafts<Draft extends Drafted> {
  readonly #drafts: LRUCache<string, { readonly draft: Draft; readonly begunMs: number }>;
  readonly #goneSentence: string;

  /**
   * `goneSentence` tells a person that a draft is no longer there, and what to do. Beyond `maxDrafts`, the one that was
   * left alone the longest goes.
   */
  constructor(goneSentence: string, maxDrafts = defaultMaxDrafts) {
    this.#goneSentence = goneSentence;
    // Drafts are purged in time: one that nobody kept is not to lie in memory until somebody looks for it.
    this.#drafts = new LRUCache({ max: maxDrafts, ttl: keptMs, ttlAutopurge: true });
  }

  /** One for each person: a new one replaces it. `draft` is given its id. */
  begin(draft: (id: string) => Draft): Draft {
    const begun = draft(randomUUID());
    this.discardOf(begun.ownerId);
    this.#drafts.set(begun.id, { draft: begun, begunMs: Date.now() });
    return begun;
  }

  /** Throws a `UserError` when there is none such of this person. */
  recall(id: string, personId: string): Draft {
    const draft = this.#drafts.get(id)?.draft;
    if (draft?.ownerId !== personId) throw new UserError(this.#goneSentence);
    return draft;
  }

  /** False when it was discarded or replaced meanwhile. */
  change(draft: Draft): boolean {
    const known = this.#drafts.get(draft.id);
    if (!known) return false;
    const leftMs = known.begunMs + maxKeptMs - Date.now();
    if (leftMs <= 0) return false;
    const { begunMs } = known;
    this.#drafts.set(draft.id, { draft, begunMs }, { ttl: Math.min(keptMs, leftMs) });
    return true;
  }

  discard(id: string, personId: string): void {
    this.#drafts.delete(this.recall(id, personId).id);
  }

  /** Drops everything that somebody is making. */
  discardOf(personId: string): void {
    for (const [id, { draft }] of this.#drafts.entries())
      if (draft.ownerId === personId) this.#drafts.delete(id);
  }
}
