/**
 * Gives each person one turn of the event loop at a time, the people in a ring: whoever sends hundreds of interactions at
 * once waits for their own ones and keeps nobody else. When nothing waits the first goes on without any wait.
 */
export class FairTurns {
  readonly #waiting = new Map<string, (() => void)[]>();
  #isTaken = false;

  /** Resolves when it is this person's turn. */
  async of(personId: string): Promise<void> {
    if (!this.#isTaken) {
      this.#take();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const own = this.#waiting.get(personId);
    if (own) own.push(resolve);
    else this.#waiting.set(personId, [resolve]);
    await promise;
  }

  #take(): void {
    this.#isTaken = true;
    setImmediate(() => this.#next());
  }

  #next(): void {
    this.#isTaken = false;
    const [first] = this.#waiting;
    if (!first) return;
    const [personId, own] = first;
    const begin = own.shift();
    // Behind everybody else who waits.
    this.#waiting.delete(personId);
    if (own.length > 0) this.#waiting.set(personId, own);
    this.#take();
    begin?.();
  }
}
