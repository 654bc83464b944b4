/** Waiting for something to become true: every change in the stand-in is announced here, and whoever waits looks again. */

interface Waiter {
  look(): boolean;
}

export class Changes {
  readonly #waiters = new Set<Waiter>();

  announce(): void {
    for (const waiter of this.#waiters) {
      if (waiter.look()) this.#waiters.delete(waiter);
    }
  }

  /**
   * Resolves with the first value that `found` returns that is not undefined.
   * Rejects after `timeoutMs` with a sentence: what was waited for, and what had come (`sofar`).
   */
  async until<Value>(
    what: string,
    found: () => Value | undefined,
    { timeoutMs, sofar }: { timeoutMs: number; sofar: () => string },
  ): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const waiter: Waiter = {
        look: () => {
          try {
            const value = found();
            if (value === undefined) return false;
            resolve(value);
          } catch (error) {
            reject(error);
          }
          clearTimeout(timer);
          return true;
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`Waited ${timeoutMs} ms for ${what}; ${sofar()}.`));
      }, timeoutMs);
      if (!waiter.look()) this.#waiters.add(waiter);
    });
  }
}
