/** Something that is being done for somebody. */
export interface Work extends Disposable {
  /** False once they want nothing to be held of them: what comes of it is dropped. */
  readonly isWanted: boolean;
}

/** The work that is being done with things that people have sent, and that is in no draft meanwhile. */
export class Underway {
  readonly #stops = new Map<string, Set<() => void>>();

  begin(personId: string): Work {
    const stops = this.#stops.get(personId) ?? new Set();
    this.#stops.set(personId, stops);
    let isWanted = true;
    const stop = (): void => {
      isWanted = false;
    };
    stops.add(stop);
    return {
      get isWanted() {
        return isWanted;
      },
      [Symbol.dispose]: () => {
        stops.delete(stop);
        if (stops.size === 0) this.#stops.delete(personId);
      },
    };
  }

  stopOf(personId: string): void {
    for (const stop of this.#stops.get(personId) ?? []) stop();
  }
}
