import { LRUCache } from 'lru-cache';

import { DoublePresses } from '#discord/double-press.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import { atMost } from '#ops/at-most.ts';

import { spokenIn } from './new-saying.ts';
import type { Spoken } from './new-saying.ts';
import type { Saying } from './saying.ts';

/** Texts are kept in memory as long as their message can be edited, and no longer. */
export const keptMs = 15 * 60_000;
const maxKept = 2_000;

/** The latest sayings, in memory: so that they can be said again or posted. */
export class KeptSayings {
  readonly #sayings = new LRUCache<string, Saying>({
    max: maxKept,
    ttl: keptMs,
    ttlAutopurge: true,
  });
  readonly #doublePresses = new DoublePresses();
  /** The messages that some of them say: almost all that are deleted anywhere are none of these. */
  readonly #quoted = new LRUCache<string, true>({ ...atMost(maxKept), ttl: keptMs });

  keep(saying: Saying): void {
    this.#sayings.set(saying.id, saying);
    if (saying.quoted) this.#quoted.set(saying.quoted.messageId, true);
  }

  get(id: string): Saying | undefined {
    return this.#sayings.get(id);
  }

  /** Throws a `UserError` for one that is no longer kept. */
  recall(id: string): Saying {
    const saying = this.#sayings.get(id);
    if (!saying) throw new UserError(text(($) => $.say.forgotten));
    return saying;
  }

  /** The same for whoever pressed to hear it; undefined for the second of two presses that are one. */
  pressed(id: string, userId: string): Saying | undefined {
    return this.#doublePresses.isSecond(userId, id) ? undefined : this.recall(id);
  }

  forget(isMeant: (spoken: Spoken) => boolean): void {
    for (const [id, saying] of this.#sayings.entries())
      if (isMeant(spokenIn(saying))) this.#sayings.delete(id);
  }

  /** Those that say one of these messages. */
  quoting(messageIds: readonly string[]): readonly Saying[] {
    const ids = new Set(messageIds.filter((id) => this.#quoted.has(id)));
    if (ids.size === 0) return [];
    return [...this.#sayings.values()].filter(({ quoted }) => quoted && ids.has(quoted.messageId));
  }
}
