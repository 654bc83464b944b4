/** A turn of the event loop then takes no more than a few ms, the decoder's own chunk included. */
const maxSliceMs = 2;

/** While something more urgent waits, every so many turns belong to what is not, so that it comes to its end as well. */
const turnsPerOther = 4;

/**
 * How soon work is needed: `now` by somebody who waits for it, `soon` by somebody who hears what was made before it,
 * `later` by nobody who hears it as it is made.
 */
export type Need = 'now' | 'soon' | 'later';

/**
 * Cuts long work into slices between which the event loop runs. Only work counts, not waiting. However many works are
 * cut, one of them has a slice in each turn, in order: a hundred at once would else take a fifth of a second together.
 * What is needed sooner goes before the rest: sixty recordings to be posted are no reason for a pause in what somebody
 * hears. Nothing at all goes before what somebody waits for, but for a part of the turns that belongs to what is needed
 * later: where fifty lines begin in the same instant, all are heard before any of them is made to its end.
 */
export class WorkSlice {
  readonly #need: () => Need;
  #workedMs = 0;
  #since = performance.now();

  /** `need` is asked after each slice: people can begin to hear what was only to be posted. */
  constructor(need: () => Need = () => 'later') {
    this.#need = need;
  }

  /** Waiting has ended. */
  resume(): void {
    this.#since = performance.now();
  }

  /** Waiting begins. */
  pause(): void {
    this.#workedMs += performance.now() - this.#since;
  }

  /** Lets everything else run when the slice is used up, or somebody waits for other work and not for this. */
  async breathe(): Promise<void> {
    const now = performance.now();
    const need = this.#need();
    const givesWay = need !== 'now' && waiting.now.length > 0;
    if (!givesWay && this.#workedMs + now - this.#since < maxSliceMs) return;
    await nextTurn(need);
    this.#workedMs = 0;
    this.#since = performance.now();
  }
}

/** Works whose slice is used up, the one that waits longest first. */
const waiting: Readonly<Record<Need, (() => void)[]>> = { now: [], soon: [], later: [] };
let turns = 0;

async function nextTurn(need: Need): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting[need].push(resolve);
  if (countOfWaiting() === 1) setImmediate(giveTurn);
  await promise;
}

function giveTurn(): void {
  turns += 1;
  const { now, soon, later } = waiting;
  const order = turns % turnsPerOther === 0 ? [later, now, soon] : [now, soon, later];
  const next = order.find(({ length }) => length > 0)?.shift();
  next?.();
  // One that asks from within this turn, when none waits, asks for the next turn by itself.
  if (countOfWaiting() > 0) setImmediate(giveTurn);
}

function countOfWaiting(): number {
  return waiting.now.length + waiting.soon.length + waiting.later.length;
}
