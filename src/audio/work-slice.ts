/** A turn of the event loop then takes no more than a few ms, the decoder's own chunk included. */
const maxSliceMs = 2;

/**
 * Cuts long work into slices between which the event loop runs. Only work counts, not waiting. However many works are
 * cut, one of them has a slice in each turn, in order: a hundred at once would else take a fifth of a second together.
 */
export class WorkSlice {
  #workedMs = 0;
  #since = performance.now();

  /** Waiting has ended. */
  resume(): void {
    this.#since = performance.now();
  }

  /** Waiting begins. */
  pause(): void {
    this.#workedMs += performance.now() - this.#since;
  }

  /** Lets everything else run when the slice is used up. */
  async breathe(): Promise<void> {
    const now = performance.now();
    if (this.#workedMs + now - this.#since < maxSliceMs) return;
    await nextTurn();
    this.#workedMs = 0;
    this.#since = performance.now();
  }
}

/** Works whose slice is used up, the one that waits longest first. */
const waiting: (() => void)[] = [];

async function nextTurn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  if (waiting.length === 1) setImmediate(giveTurn);
  await promise;
}

function giveTurn(): void {
  waiting.shift()?.();
  // One that asks from within this turn, when none waits, asks for the next turn by itself.
  if (waiting.length > 0) setImmediate(giveTurn);
}
