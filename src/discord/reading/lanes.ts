/** Runs work of one kind in the order in which it came, and that of different kinds side by side. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Resolves, or rejects, like the work; what comes after goes on all the same. */
  async run<Result>(lane: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(lane);
    const result = before ? before.then(work, work) : work();
    this.#last.set(lane, result);
    try {
      return await result;
    } finally {
      if (this.#last.get(lane) === result) this.#last.delete(lane);
    }
  }
}
