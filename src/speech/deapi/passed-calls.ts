import type { Clock } from '../clock.ts';
import type { Seen } from './call-witness.ts';
import type { CallLimits, DeapiTier } from './tier.ts';

/** Calls that begin after a silence: the service's minute then begins with the first of them, too. */
interface Burst {
  readonly beganMs: number;
  begun: number;
  accepted: number;
  refused: number;
}

const minuteMs = 60_000;
/** Calls that are answered by then were counted in the minute that began with the burst. */
const surelyWithinMs = 58_000;
/** Between two tries. */
const restMs = { minute: 86_400_000, day: 3_600_000 };

/**
 * Shows an account's tier by what the service lets pass, where its headers say nothing: more calls within a minute or a
 * day than a basic account has, or no more than those. The service counts in minutes that begin with a call (as Laravel
 * does), so that up to twice the limit passes around a border: only calls that follow a silence prove anything.
 */
export class PassedCalls {
  readonly #basic: CallLimits;
  readonly #clock: Clock;
  #lastMs: number;
  #burst: Burst | undefined;
  readonly #triedMs: { minute?: number; day?: number } = {};
  #saysLimits = false;

  constructor(basic: CallLimits, clock: Clock) {
    this.#basic = basic;
    this.#clock = clock;
    // Nobody knows what another run asked before this one began.
    this.#lastMs = clock.nowMs();
  }

  begun(): void {
    const now = this.#clock.nowMs();
    if (now - this.#lastMs > minuteMs)
      this.#burst = { beganMs: now, begun: 0, accepted: 0, refused: 0 };
    this.#lastMs = now;
    if (this.#burst) this.#burst.begun += 1;
  }

  shows({ status, said, usedToday }: Seen): DeapiTier | undefined {
    const isAccepted = status >= 200 && status < 300;
    if (isAccepted) this.#saysLimits = said.minute.limit !== undefined;
    if (isAccepted && usedToday > (this.#basic.perDay ?? Infinity)) return 'premium';
    const burst = this.#burst;
    if (!burst || this.#clock.nowMs() - burst.beganMs > surelyWithinMs) return undefined;
    if (isAccepted) burst.accepted += 1;
    if (status === 429) burst.refused += 1;
    const { perMinute } = this.#basic;
    if (burst.accepted > perMinute) return 'premium';
    const isOver = burst.accepted + burst.refused === burst.begun;
    return isOver && burst.refused > 0 && burst.accepted === perMinute ? 'basic' : undefined;
  }

  /**
   * Whether one call above the basic limit is worth asking, which is refused for nothing at worst: when what comes of it
   * proves something, and of a day's limit once an hour, since an account that is used up is likely to be filled up.
   */
  mayTry(quota: 'minute' | 'day'): boolean {
    const now = this.#clock.nowMs();
    if (now - (this.#triedMs[quota] ?? -Infinity) < restMs[quota]) return false;
    const burst = this.#burst;
    const isTelling =
      quota === 'day' ||
      (!this.#saysLimits &&
        burst?.accepted === this.#basic.perMinute &&
        now - burst.beganMs < surelyWithinMs - 10_000);
    if (isTelling) this.#triedMs[quota] = now;
    return isTelling;
  }
}
