import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import type { Effect } from './effects.ts';

/** People who press slowly have that long. */
const waitMs = 60_000;

/** The effects that people are about to send, so that they needn’t be named: a sound has no name that Discord tells. */
export class NextEffects {
  readonly #waiting = new Map<string, PromiseWithResolvers<Effect>>();
  readonly #closing: AbortSignal;

  constructor(closing: AbortSignal) {
    this.#closing = closing;
  }

  /** Rejects with a `UserError` when none comes, or the same person waits anew. */
  async of(userId: string): Promise<Effect> {
    const late = new UserError(text(($) => $.phrases.taps.noneCame));
    this.#waiting.get(userId)?.reject(late);
    const waiting = Promise.withResolvers<Effect>();
    const end = (): void => waiting.reject(late);
    const timer = setTimeout(end, waitMs);
    this.#closing.addEventListener('abort', end, { once: true });
    this.#waiting.set(userId, waiting);
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      this.#closing.removeEventListener('abort', end);
      if (this.#waiting.get(userId) === waiting) this.#waiting.delete(userId);
    }
  }

  /** Whether it was waited for. */
  came(userId: string, effect: Effect): boolean {
    const waiting = this.#waiting.get(userId);
    waiting?.resolve(effect);
    return this.#waiting.delete(userId);
  }
}
