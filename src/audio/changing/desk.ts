import { packFrames, unpackFrames } from '../frame-pack.ts';
import { frameMs } from '../track.ts';
import type { Frame } from '../track.ts';
import type { Change } from './change.ts';
import { ChangedSound } from './changed-sound.ts';
import type { ChangerOrder, FromChanger } from './changer-orders.ts';

/** The frames that are changed at once: some three milliseconds of work, which is all that whoever begins waits for others. */
const sliceFrames = 25;

/** A sound on the desk. */
interface Work {
  /** Undefined until it is open. */
  sound: ChangedSound | undefined;
  readonly waiting: Frame[];
  isWhole: boolean;
  /** The moment at which whoever listens has heard all that was made, if they began at once. */
  dueMs: number;
}

/**
 * Changes many sounds at a time, a slice after the other: always of the one that runs out first. So a long one takes
 * nothing from somebody who begins, and whoever is ahead waits. `tell` takes what comes of it.
 */
export class Desk {
  readonly #tell: (message: FromChanger) => void;
  readonly #nowMs: () => number;
  readonly #works = new Map<number, Work>();
  #isBusy = false;

  constructor(tell: (message: FromChanger) => void, nowMs = () => performance.now()) {
    this.#tell = tell;
    this.#nowMs = nowMs;
  }

  receive(order: ChangerOrder): void {
    switch (order.type) {
      case 'begin':
        this.#begin(order.sound, order.change);
        return;
      case 'frames': {
        const work = this.#works.get(order.sound);
        if (!work) return;
        work.waiting.push(...(unpackFrames(order.frames) ?? []));
        work.isWhole = order.last;
        this.#go();
        return;
      }
      case 'stop':
        this.#end(order.sound);
    }
  }

  #begin(id: number, change: Change): void {
    const work: Work = {
      sound: undefined,
      waiting: [],
      isWhole: false,
      dueMs: this.#nowMs(),
    };
    this.#works.set(id, work);
    this.#open(id, work, change).catch((error: unknown) => this.#fail(id, error));
  }

  async #open(id: number, work: Work, change: Change): Promise<void> {
    const sound = await ChangedSound.open(change);
    if (this.#works.get(id) !== work) return sound.close();
    work.sound = sound;
    this.#go();
  }

  #go(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    // In between, orders are read.
    setImmediate(() => {
      this.#isBusy = false;
      const next = this.#next();
      if (!next) return;
      this.#work(...next);
      this.#go();
    });
  }

  #next(): [id: number, work: Work, sound: ChangedSound] | undefined {
    let next: [id: number, work: Work, sound: ChangedSound] | undefined;
    for (const [id, work] of this.#works) {
      const { sound, waiting, isWhole, dueMs } = work;
      if (!sound || (waiting.length === 0 && !isWhole)) continue;
      if (!next || dueMs < next[1].dueMs) next = [id, work, sound];
    }
    return next;
  }

  #work(id: number, work: Work, sound: ChangedSound): void {
    const slice = work.waiting.splice(0, sliceFrames);
    const last = work.isWhole && work.waiting.length === 0;
    try {
      const made = [...sound.push(slice), ...(last ? sound.end() : [])];
      work.dueMs += made.length * frameMs;
      const frames = packFrames(made);
      this.#tell({ type: 'frames', sound: id, frames, taken: slice.length, last });
      if (last) this.#end(id);
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #fail(id: number, error: unknown): void {
    if (!this.#works.has(id)) return;
    this.#end(id);
    this.#tell({ type: 'failed', sound: id, reason: String(error) });
  }

  #end(id: number): void {
    this.#works.get(id)?.sound?.close();
    this.#works.delete(id);
  }
}
