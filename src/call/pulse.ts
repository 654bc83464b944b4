/** How often a worker is looked at. */
export interface PulseLimits {
  /** While it has something to do; it tells as often that it lives. */
  readonly lookMs: number;
  /** While it has nothing to do. */
  readonly restMs: number;
  /** Looks without a word until it is given up. */
  readonly maxSilentLooks: number;
  /** One that has not said a word yet is still starting. */
  readonly maxStartLooks: number;
}

/**
 * Watches that a worker goes on telling that it lives: closely from when it is given something to do until it says that it
 * is done with it, else now and then, since most calls are silent most of the time. Counts looks and not time: after a stall
 * of this process the worker's words are still unread.
 */
export class Pulse {
  readonly #limits: PulseLimits;
  readonly #onSilence: () => void;
  #timer: NodeJS.Timeout | undefined;
  #silentLooks = 0;
  #isResting = false;
  #isHeard = false;

  constructor(limits: PulseLimits, onSilence: () => void) {
    this.#limits = limits;
    this.#onSilence = onSilence;
    this.#await();
  }

  /** Whether it has said a word yet. */
  get isHeard(): boolean {
    return this.#isHeard;
  }

  /** It is given something to do. */
  wake(): void {
    if (!this.#isResting) return;
    this.#isResting = false;
    this.#silentLooks = 0;
    this.#await();
  }

  /** It did something of what it was given. */
  works(): void {
    this.#silentLooks = 0;
  }

  /** It tells that it lives, and whether it has nothing to do. `isStuck`: it does nothing though it has. */
  beats({ rests, isStuck }: { readonly rests: boolean; readonly isStuck: boolean }): void {
    if (!isStuck || !this.#isHeard) this.#silentLooks = 0;
    this.#isHeard = true;
    this.#isResting = rests;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #await(): void {
    const { lookMs, restMs } = this.#limits;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), this.#isResting ? restMs : lookMs);
  }

  #look(): void {
    this.#silentLooks += 1;
    const { maxSilentLooks, maxStartLooks } = this.#limits;
    if (this.#silentLooks > (this.#isHeard ? maxSilentLooks : maxStartLooks)) this.#onSilence();
    else this.#await();
  }
}
