import type { Memo } from '#ops/memo.ts';
import { dayMs, dayOf } from '#ops/utc-day.ts';

import type { Clock } from '../clock.ts';
import { number, partOf } from '../http/json.ts';

/** The part of its UTC day that has passed, 0 to 1. */
export function dayPassed(wallMs: number): number {
  return (wallMs % dayMs) / dayMs;
}

export interface DayCountOptions {
  readonly clock: Clock;
  /** Under which name the memo keeps the count for the next run. */
  readonly name: string;
  readonly memo?: Memo;
}

/** The calls of the current day of UTC to one endpoint. */
export class DayCount {
  readonly #options: DayCountOptions;
  #day: number;
  #used = 0;
  #inFlight = 0;

  constructor(options: DayCountOptions) {
    this.#options = options;
    this.#day = this.today;
  }

  get today(): number {
    return dayOf(this.#options.clock.wallMs());
  }

  get used(): number {
    this.#turn();
    return this.#used;
  }

  begin(): void {
    this.#turn();
    this.#used += 1;
    this.#inFlight += 1;
  }

  finish(): void {
    this.#turn();
    this.#inFlight -= 1;
  }

  /** A call was refused, or never sent: the service counts none that it refuses for their number. */
  uncount(): void {
    this.#used = Math.max(0, this.#used - 1);
  }

  /** Takes over how many calls the service has counted; it can't have seen those that are on their way. */
  correct(counted: number): void {
    this.#turn();
    this.#used = Math.max(0, counted) + this.#inFlight;
  }

  /** Takes over how many calls all processes have made, those on their way included. */
  agree(used: number): void {
    this.#turn();
    this.#used = used;
  }

  /** Takes up the count of an earlier run of today. */
  async restore(): Promise<void> {
    const { name, memo } = this.#options;
    const { day, used = 0 } = counted.parse(await memo?.get(name));
    if (day !== this.today) return;
    this.#turn();
    this.#used += Math.max(0, used);
  }

  /** Lost counts only mean that the service itself has to refuse. */
  remember(): void {
    const { name, memo } = this.#options;
    void memo?.put(name, { day: this.#day, used: this.#used });
  }

  #turn(): void {
    const { today } = this;
    if (today === this.#day) return;
    this.#day = today;
    // A call in the air may be counted on either day; the new one is the safe one.
    this.#used = this.#inFlight;
  }
}

const counted = partOf({ day: number, used: number });
