import { dayMs } from '#ops/utc-day.ts';
import type { Payer } from '#speech/speech.ts';

import { isCounted } from './held.ts';
import { sumOf } from './limit.ts';
import type { FullAmount, Limit } from './limit.ts';
import { firstDayOf } from './periods.ts';

interface Entry extends FullAmount {
  readonly payer: Payer | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number;
}

/** Much more than is spoken before somebody makes room on a disk. */
const maxEntries = 10_000;

/**
 * Spending that could not be written down, since the disk was full: it counts in budgets for as long as the process lives,
 * else a full disk would be none.
 */
export class Unwritten {
  #entries: readonly Entry[] = [];

  add(payer: Payer | undefined, { usd, chars }: FullAmount, atMs: number): void {
    this.#entries = [...this.#entries, { payer, usd, chars, atMs }].slice(-maxEntries);
  }

  /** How much of it counts in a limit. */
  in(limit: Limit, nowMs: number): FullAmount {
    const sinceMs = firstDayOf(limit.period, nowMs) * dayMs;
    return sumOf(
      this.#entries.filter(({ payer, atMs }) => atMs >= sinceMs && isCounted(limit, payer)),
    );
  }
}
