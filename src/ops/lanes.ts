import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Runs work of one kind in the order in which it came, and that of different kinds side by side. Work that had to wait
 * begins in a turn of the event loop of its own, so that a heap of it keeps nothing else waiting.
 */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whether work of that lane is under way or waits. */
  isBusy(lane: string): boolean {
    return this.#last.has(lane);
  }

  /** Resolves, or rejects, like the work; what comes after goes on all the same. */
  async run<Result>(lane: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(lane);
    const result = before ? this.#after(before, work) : work();
    this.#last.set(lane, result);
    try {
      return await result;
    } finally {
      if (this.#last.get(lane) === result) this.#last.delete(lane);
    }
  }

  async #after<Result>(before: Promise<unknown>, work: () => Promise<Result>): Promise<Result> {
    await before.catch(() => undefined);
    await nextTurn();
    return work();
  }
}
