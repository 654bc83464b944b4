import { frameMs } from '#audio/track.ts';

/** Later than this is a stall: the schedule moves instead of sending what was missed in a burst. */
const stallMs = 60;

export interface Ticking {
  /** Sends the frame that is due. Must not throw. */
  dispatch(): void;
  /** Makes the next frame ready. Must not throw. */
  prepare(): void;
  /** False once there is nothing more to do. */
  readonly busy: boolean;
}

/**
 * One timer for all that speak in this worker, exact over time: it counts from a schedule and not from the last
 * tick. First everybody's due frame goes out, then the next ones are encrypted, so that a long list delays nobody's
 * sound. It stands still while nobody speaks.
 */
export class FrameClock {
  readonly #speaking = new Set<Ticking>();
  #timer: NodeJS.Timeout | undefined;
  #nextAt = 0;
  #ticks = 0;
  #stalls = 0;

  get counters(): { ticks: number; stalls: number } {
    return { ticks: this.#ticks, stalls: this.#stalls };
  }

  get speaking(): number {
    return this.#speaking.size;
  }

  /** Takes part from the next tick on. */
  add(ticking: Ticking): void {
    this.#speaking.add(ticking);
    if (this.#timer) return;
    this.#nextAt = performance.now() + frameMs;
    this.#arm();
  }

  remove(ticking: Ticking): void {
    this.#speaking.delete(ticking);
  }

  #arm(): void {
    const delayMs = Math.max(1, Math.round(this.#nextAt - performance.now()));
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  #tick(): void {
    this.#timer = undefined;
    this.#ticks += 1;
    const lateMs = performance.now() - this.#nextAt;
    if (lateMs > stallMs) {
      this.#stalls += 1;
      this.#nextAt += lateMs;
    }
    this.#nextAt += frameMs;
    try {
      for (const ticking of this.#speaking) ticking.dispatch();
      for (const ticking of this.#speaking) {
        ticking.prepare();
        if (!ticking.busy) this.#speaking.delete(ticking);
      }
    } finally {
      // Whatever happens in a tick, the clock goes on: one that stops is silence in every guild.
      if (this.#speaking.size > 0) this.#arm();
    }
  }
}
