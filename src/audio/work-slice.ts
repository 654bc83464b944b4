/** A turn of the event loop then takes no more than a few ms, the decoder's own chunk included. */
const maxSliceMs = 2;

/** While something urgent waits, every so many turns belong to the rest, so that it comes to its end as well. */
const turnsPerOther = 4;

/**
 * Cuts long work into slices between which the event loop runs. Only work counts, not waiting. However many works are
 * cut, one of them has a slice in each turn, in order: a hundred at once would else take a fifth of a second together.
 * What is urgent goes before the rest: somebody hears it as it is made, and sixty recordings to be posted are no reason
 * for a pause in it.
 */
export class WorkSlice {
  readonly #isUrgent: () => boolean;
  #workedMs = 0;
  #since = performance.now();

  /** `isUrgent` is asked after each slice: people can begin to hear what was only to be posted. */
  constructor(isUrgent: () => boolean = () => false) {
    this.#isUrgent = isUrgent;
  }

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
    await nextTurn(this.#isUrgent() ? urgent : others);
    this.#workedMs = 0;
    this.#since = performance.now();
  }
}

/** Works whose slice is used up, the one that waits longest first. */
const urgent: (() => void)[] = [];
const others: (() => void)[] = [];
let turns = 0;

async function nextTurn(waiting: (() => void)[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  if (urgent.length + others.length === 1) setImmediate(giveTurn);
  await promise;
}

function giveTurn(): void {
  turns += 1;
  const [first, second] = turns % turnsPerOther === 0 ? [others, urgent] : [urgent, others];
  const next = first.shift() ?? second.shift();
  next?.();
  // One that asks from within this turn, when none waits, asks for the next turn by itself.
  if (urgent.length + others.length > 0) setImmediate(giveTurn);
}
