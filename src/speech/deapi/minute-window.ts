import type { Clock } from '../clock.ts';

/**
 * The server may count a call a little later than it was made here, so that calls 60 s apart here lie closer there:
 * a window of 61 s keeps to the limit on both sides.
 */
export const windowMs = 61_000;

/** The calls of the last minute to one endpoint. */
export class MinuteWindow {
  readonly #limit: () => number;
  readonly #clock: Clock;
  #calls: number[] = [];
  #inFlight = 0;

  constructor(limit: () => number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  get left(): number {
    this.#forget();
    return Math.max(0, this.#limit() - this.#calls.length);
  }

  /** Until a call is free beside `kept` others; 0 when one is. */
  waitMs(kept = 0): number {
    if (this.left > kept) return 0;
    const oldest = this.#calls[this.#calls.length - this.#limit() + kept];
    return oldest === undefined ? windowMs : Math.max(1, oldest + windowMs - this.#clock.nowMs());
  }

  begin(): void {
    this.#inFlight += 1;
    this.#calls.push(this.#clock.nowMs());
  }

  finish(): void {
    this.#inFlight -= 1;
  }

  /** The newest call was never sent. Whichever of several that was, they lie no further apart than it took to know. */
  uncount(): void {
    this.#calls.pop();
  }

  /** Takes over what the service says is left, less the calls that it can't have seen when it said so. */
  correct(remaining: number): void {
    const now = this.#clock.nowMs();
    const elsewhere = this.left - Math.max(0, remaining - this.#inFlight);
    for (let made = 0; made < elsewhere; made += 1) this.#calls.push(now);
  }

  #forget(): void {
    const since = this.#clock.nowMs() - windowMs;
    if ((this.#calls[0] ?? Infinity) > since) return;
    this.#calls = this.#calls.filter((at) => at > since);
  }
}
