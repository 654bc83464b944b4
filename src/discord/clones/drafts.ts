import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { UserError } from '../../errors.ts';

/** What somebody is making: it exists in memory alone until it is kept or used. */
export interface Drafted {
  readonly id: string;
  readonly ownerId: string;
}

/** As long as the buttons under it can be answered. */
const keptMs = 15 * 60_000;
const defaultMaxDrafts = 200;

/** What people are making. Nobody but its maker gets at a draft, whatever id they send. */
export class Drafts<Draft extends Drafted> {
  readonly #drafts: LRUCache<string, Draft>;
  readonly #goneSentence: string;

  /**
   * `goneSentence` tells a person that a draft is no longer there, and what to do. Beyond `maxDrafts`, the one that was
   * left alone the longest goes.
   */
  constructor(goneSentence: string, maxDrafts = defaultMaxDrafts) {
    this.#goneSentence = goneSentence;
    // Purged in time: what nobody kept is not to lie in memory until somebody looks for it.
    this.#drafts = new LRUCache({ max: maxDrafts, ttl: keptMs, ttlAutopurge: true });
  }

  /** One for each person: a new one replaces it. `draft` is given its id. */
  begin(draft: (id: string) => Draft): Draft {
    const begun = draft(randomUUID());
    this.discardOf(begun.ownerId);
    this.#drafts.set(begun.id, begun);
    return begun;
  }

  /** Throws a `UserError` when there is none such of this person. */
  recall(id: string, personId: string): Draft {
    const draft = this.#drafts.get(id);
    if (draft?.ownerId !== personId) throw new UserError(this.#goneSentence);
    return draft;
  }

  /** False when it was discarded or replaced meanwhile. */
  change(draft: Draft): boolean {
    if (!this.#drafts.has(draft.id)) return false;
    this.#drafts.set(draft.id, draft);
    return true;
  }

  discard(id: string, personId: string): void {
    this.#drafts.delete(this.recall(id, personId).id);
  }

  /** Everything that somebody is making. */
  discardOf(personId: string): void {
    for (const [id, { ownerId }] of this.#drafts.entries())
      if (ownerId === personId) this.#drafts.delete(id);
  }
}
