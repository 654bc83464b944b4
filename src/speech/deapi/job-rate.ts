import type { Clock } from '../clock.ts';

const slotMs = 10_000;
const slots = 360;

/** How many jobs there were in the last hour, counted in slots of ten seconds. */
export class JobRate {
  readonly #clock: Clock;
  readonly #counts: number[] = Array.from({ length: slots }, () => 0);
  #slot: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#slot = this.#now();
  }

  note(): void {
    this.#turn();
    this.#counts[this.#slot % slots] = this.#countAt(0) + 1;
  }

  get lastHour(): number {
    this.#turn();
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** Jobs of a minute, if they go on coming as fast as in the last seconds. */
  get perMinute(): number {
    this.#turn();
    return (60_000 / slotMs) * Math.max(this.#countAt(0), this.#countAt(1));
  }

  #countAt(slotsAgo: number): number {
    return this.#counts[(this.#slot - slotsAgo + slots) % slots] ?? 0;
  }

  #now(): number {
    return Math.floor(this.#clock.nowMs() / slotMs);
  }

  #turn(): void {
    const now = this.#now();
    if (now - this.#slot > slots) this.#slot = now - slots;
    for (; this.#slot < now; this.#slot += 1) this.#counts[(this.#slot + 1) % slots] = 0;
  }
}
