import type { News } from './news.ts';

/** Several people together are hardly silent for longer. */
const patienceMs = 10 * 60_000;
const minuteMs = 60_000;

/** The parts of a call that its ears need. */
export interface EarsParts {
  /** Tells Discord whether the call is deaf; false when that can't be now. */
  readonly announce: () => boolean;
  /** The number of people whom one would hear. */
  readonly speakers: () => number;
  readonly tell: (news: News) => void;
}

/** Whether a call is sent what others say, for which Discord has to know that it isn't deaf, and whether anything comes. */
export class Ears {
  readonly #parts: EarsParts;
  #openSinceMs: number | undefined;
  #hasHeard = false;
  #isTold = false;

  constructor(parts: EarsParts) {
    this.#parts = parts;
  }

  get areOpen(): boolean {
    return this.#openSinceMs !== undefined;
  }

  /** Told before each line, so that the call hears nobody for nothing. */
  turn(open: boolean): void {
    if (open === this.areOpen) return this.#tellOfSilence();
    this.#set(open);
    // The next line tries it again.
    if (!this.#parts.announce()) this.#set(!open);
  }

  /** Somebody was heard. */
  hear(): void {
    this.#hasHeard = true;
  }

  /** Why it can't know that others speak, though it has to. */
  deafness(isDeafened: boolean): News | undefined {
    if (!this.areOpen) return undefined;
    return isDeafened ? { kind: 'deafened' } : this.#silence();
  }

  #set(open: boolean): void {
    this.#openSinceMs = open ? performance.now() : undefined;
    this.#hasHeard = false;
  }

  #silence(): News | undefined {
    if (this.#openSinceMs === undefined || this.#hasHeard) return undefined;
    const silentMs = performance.now() - this.#openSinceMs;
    if (silentMs < patienceMs || this.#parts.speakers() === 0) return undefined;
    return { kind: 'hears-nothing', minutes: Math.floor(silentMs / minuteMs) };
  }

  #tellOfSilence(): void {
    const silence = this.#isTold ? undefined : this.#silence();
    if (!silence) return;
    this.#isTold = true;
    this.#parts.tell(silence);
  }
}
