import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Stretch } from '../../audio/clip/clip-report.ts';
import { UserError } from '../../errors.ts';
import type { Clip } from '../../speech/speech.ts';

/** A voice that is being made: it exists in memory alone until it is kept. */
export interface Draft {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  /** The words of the recording, as far as somebody said or heard them. */
  readonly transcript?: string;
  readonly state:
    /** Longer than the service takes; it was asked whether to use its best stretch. */
    | { readonly kind: 'too long'; readonly bytes: Uint8Array; readonly stretch: Stretch }
    /** Nothing was sent anywhere: whoever makes it has to state that they may. */
    | { readonly kind: 'ready'; readonly clip: Clip }
    /** `model` and `language` are those that the sample was heard with. */
    | {
        readonly kind: 'heard';
        readonly clip: Clip;
        readonly model: string;
        readonly language: string;
      };
}

/** As long as the buttons under it can be answered. */
const keptMs = 15 * 60_000;
const maxDrafts = 200;

/** What people are making. Nobody but its maker gets at a draft, whatever id they send. */
export class Drafts {
  readonly #drafts = new LRUCache<string, Draft>({ max: maxDrafts, ttl: keptMs });

  /** One for each person: a new one replaces it. */
  begin(draft: Omit<Draft, 'id'>): Draft {
    for (const [id, { ownerId }] of this.#drafts.entries())
      if (ownerId === draft.ownerId) this.#drafts.delete(id);
    const begun = { ...draft, id: randomUUID() };
    this.#drafts.set(begun.id, begun);
    return begun;
  }

  /** Throws a `UserError` when there is none such of this person. */
  recall(id: string, personId: string): Draft {
    const draft = this.#drafts.get(id);
    if (draft?.ownerId !== personId)
      throw new UserError('That recording is no longer at hand. Use `/clone make` again.');
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
