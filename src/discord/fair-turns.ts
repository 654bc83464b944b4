/**
 * Gives each person one turn of the event loop at a time, the people in a ring: whoever sends hundreds of interactions at
 * once waits for their own ones and keeps nobody else. When nothing waits the first goes on without any wait.
 */
export class FairTurns {
  readonly #waiting = new Map<string, (() => void)[]>();
  /** How many share a turn of the event loop. */
  readonly #atOnce: number;
  #isTaken = false;

  constructor(atOnce = 1) {
    this.#atOnce = atOnce;
  }

  /** Resolves when it is this person's turn. */
  async of(userId: string): Promise<void> {
    if (!this.#isTaken) {
      this.#take();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const own = this.#waiting.get(userId);
    if (own) own.push(resolve);
    else this.#waiting.set(userId, [resolve]);
    await promise;
  }

  #take(): void {
    this.#isTaken = true;
    setImmediate(() => this.#next());
  }

  #next(): void {
    this.#isTaken = false;
    for (let given = 0; given < this.#atOnce; given += 1) {
      const begin = this.#first();
      if (!begin) return;
      if (given === 0) this.#take();
      begin();
    }
  }

  #first(): (() => void) | undefined {
    const [first] = this.#waiting;
    if (!first) return undefined;
    const [userId, own] = first;
    const begin = own.shift();
    // Behind everybody else who waits.
    this.#waiting.delete(userId);
    if (own.length > 0) this.#waiting.set(userId, own);
    return begin;
  }
}
