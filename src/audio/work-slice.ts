import { setImmediate } from 'node:timers/promises';

/** A turn of the event loop then takes no more than a few ms, the decoder's own chunk included. */
const maxSliceMs = 2;

/** Cuts long work into slices between which the event loop runs. Only work counts, not waiting. */
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
    await setImmediate();
    this.#workedMs = 0;
    this.#since = performance.now();
  }
}
