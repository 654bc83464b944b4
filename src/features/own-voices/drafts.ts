import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Clip } from '#audio/clip/clip.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import type { ConsentWording } from './consent-wording.ts';

/** Something that somebody is making: it exists in memory alone until it is kept or used. */
export interface Drafted {
  readonly id: string;
  readonly ownerId: string;
}

/** A clone that is being made. */
export interface UnkeptClone {
  readonly name: string;
  /** The words of the recording, as far as somebody said or heard them. */
  readonly transcript?: string;
  /** The words as they were corrected when no sample of them came: nobody has to type them again. */
  readonly unheardWords?: string;
  readonly clip: Clip;
  readonly state:
    /** The clip is the best stretch of a recording that is longer than the service takes: the person was asked whether to use it. */
    | { readonly kind: 'too long' }
    /** Nothing was sent anywhere: the maker was asked, in these words, to state that they may use the voice. */
    | { readonly kind: 'ready'; readonly wording: ConsentWording }
    /** The maker has stated it, and a sample is being made: once, however often they press. */
    | { readonly kind: 'sampling' }
    /** `model` and `language` are those that the sample was heard with. */
    | { readonly kind: 'heard'; readonly model: string; readonly language: string };
}

export type CloneDraft = UnkeptClone & Drafted;

/** Counted from when its maker last went on with it. */
export const keptMs = 15 * 60_000;
/** Counted from when it was begun, however often its maker goes on with it. */
export const maxKeptMs = 60 * 60_000;
const defaultMaxDrafts = 200;

/** The drafts of what people are making. Nobody but its maker gets at a draft, whatever id they send. */
export class Drafts<Content extends object> {
  readonly #drafts: LRUCache<
    string,
    { readonly draft: Content & Drafted; readonly begunMs: number }
  >;
  readonly #whenGone: Text;

  /**
   * `whenGone` tells a person that a draft is no longer there, and what to do. Beyond `maxDrafts`, the one that was
   * left alone the longest goes.
   */
  constructor(whenGone: Text, maxDrafts = defaultMaxDrafts) {
    this.#whenGone = whenGone;
    // Drafts are purged in time: one that nobody kept is not to lie in memory until somebody looks for it.
    this.#drafts = new LRUCache({ max: maxDrafts, ttl: keptMs, ttlAutopurge: true });
  }

  /** One for each person: a new one replaces it. */
  begin(ownerId: string, content: Content): Content & Drafted {
    const draft = { ...content, id: randomUUID(), ownerId };
    this.discardOf(ownerId);
    this.#drafts.set(draft.id, { draft, begunMs: Date.now() });
    return draft;
  }

  /** Throws a `UserError` when there is none such of this person. */
  recall(id: string, userId: string): Content & Drafted {
    const draft = this.#drafts.get(id)?.draft;
    if (draft?.ownerId !== userId) throw new UserError(this.#whenGone);
    return draft;
  }

  /** False when it was discarded or replaced meanwhile. */
  change(draft: Content & Drafted): boolean {
    const known = this.#drafts.get(draft.id);
    if (!known) return false;
    const leftMs = known.begunMs + maxKeptMs - Date.now();
    if (leftMs <= 0) return false;
    const { begunMs } = known;
    this.#drafts.set(draft.id, { draft, begunMs }, { ttl: Math.min(keptMs, leftMs) });
    return true;
  }

  /** Gives the draft as it was. Throws as {@link recall} does. */
  discard(id: string, userId: string): Content & Drafted {
    const draft = this.recall(id, userId);
    this.#drafts.delete(id);
    return draft;
  }

  /** Drops everything that somebody is making. */
  discardOf(userId: string): void {
    for (const [id, { draft }] of this.#drafts.entries())
      if (draft.ownerId === userId) this.#drafts.delete(id);
  }
}

/** Something that is being done for somebody. */
interface Work extends Disposable {
  readonly userId: string;
  /** False once they want nothing to be held of them: what comes of it is dropped. */
  isWanted: boolean;
}

/** The work that is being done with things that people have sent, and that is in no draft meanwhile. */
export class Underway {
  readonly #works = new Set<Work>();

  begin(userId: string): Readonly<Work> {
    const work: Work = {
      userId,
      isWanted: true,
      [Symbol.dispose]: () => void this.#works.delete(work),
    };
    this.#works.add(work);
    return work;
  }

  stopOf(userId: string): void {
    for (const work of this.#works) if (work.userId === userId) work.isWanted = false;
  }
}

/** A job that takes longer than this is given up. */
const madeWithinMs = 3 * 60_000;

/** Tells somebody for whom something was being made when the bot stopped: no later process knows of it. */
export function restartedWhileMaking(): UserError {
  return new UserError(text(($) => $.ownVoices.making.restarted));
}

/** Ends what is being made for somebody who waits: when the bot stops, and when it takes too long. */
export function makingSignal(closing: AbortSignal): AbortSignal {
  return AbortSignal.any([closing, AbortSignal.timeout(madeWithinMs)]);
}
