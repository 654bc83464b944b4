import { randomBytes } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

/** So long after somebody last put a line aside theirs are forgotten. */
const keptMs = 60 * 60_000;
/** As many as a panel has buttons for; the oldest makes room. */
const maxOfOne = 10;
const maxPeople = 2_000;

/** The most characters of a line that is put aside, or typed into a form. */
export const maxLineChars = 1_000;

/** A line that somebody will say later, or that couldn't be said. */
export interface HeldLine {
  readonly id: string;
  readonly words: string;
}

/** Lines that people put aside, in memory alone. */
export class HeldLines {
  readonly #lines = new LRUCache<string, readonly HeldLine[]>({
    max: maxPeople,
    ttl: keptMs,
    ttlAutopurge: true,
  });

  /** In the order in which they were put aside. */
  of(userId: string): readonly HeldLine[] {
    return this.#lines.get(userId) ?? [];
  }

  put(userId: string, words: string): HeldLine {
    const line = { id: randomBytes(6).toString('hex'), words: words.slice(0, maxLineChars) };
    this.#lines.set(userId, [...this.of(userId), line].slice(-maxOfOne));
    return line;
  }

  /** Throws a `UserError` for one that is there no more. */
  recall(userId: string, id: string): HeldLine {
    const line = this.of(userId).find((each) => each.id === id);
    if (!line) throw new UserError(text(($) => $.speakBox.held.forgotten));
    return line;
  }

  drop(userId: string, id: string): void {
    const others = this.of(userId).filter((line) => line.id !== id);
    if (others.length > 0) this.#lines.set(userId, others);
    else this.forget(userId);
  }

  forget(userId: string): void {
    this.#lines.delete(userId);
  }
}
