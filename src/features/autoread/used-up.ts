import { LRUCache } from 'lru-cache';

import { text } from '#i18n/text.ts';
import { atMost } from '#ops/at-most.ts';
import { dayOf } from '#ops/utc-day.ts';
import type { Instead, SpeechErrorFacts } from '#speech/speech.ts';

import type { OutcomesOptions } from './outcomes.ts';

export interface UsedUpOptions extends Pick<OutcomesOptions, 'tell'> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const maxGuilds = 5_000;

/** Tells each server once a day when the speech service's quota of the day is used up. */
export class UsedUp {
  readonly #options: UsedUpOptions;
  /** The day of UTC on which each server was told. */
  readonly #told = new LRUCache<string, number>(atMost(maxGuilds));

  constructor(options: UsedUpOptions) {
    this.#options = options;
  }

  /** Another engine reads, for that reason or another. */
  readsInstead(guildId: string, { quota, untilMs }: Instead): void {
    if (quota === 'day' && untilMs !== undefined) this.#tell(guildId, 'otherVoice', untilMs);
  }

  /** Nobody reads. Returns whether that is why. */
  failed(guildId: string, { quota, retryAfterMs }: SpeechErrorFacts): boolean {
    const isWhy = quota === 'day' && retryAfterMs !== undefined;
    if (isWhy) this.#tell(guildId, 'silent', this.#options.now() + retryAfterMs);
    return isWhy;
  }

  #tell(guildId: string, what: 'otherVoice' | 'silent', untilMs: number): void {
    const { tell, now } = this.#options;
    const today = dayOf(now());
    if (this.#told.get(guildId) === today) return;
    this.#told.set(guildId, today);
    const when = `<t:${Math.ceil(untilMs / 1_000)}:t>`;
    void tell(
      guildId,
      text(($) => $.autoread.usedUp[what], { when }),
    );
  }
}
