import type { Pace } from './feed.ts';
import { frameMs } from './track.ts';

/** So much is always at hand where the sound is played, if so much is made: it lasts while the bot has much else to do. */
const atHandMs = 400;

/**
 * The pace of what is heard from its first frame on: the beginning goes out as it comes, and the rest when it is soon needed
 * or whole. Each batch is a message that one process writes and another wakes up for, at the price of encoding a frame.
 */
export class HeardPace implements Pace {
  #durationMs = 0;
  /** It cannot have been heard since before. */
  #beganAtMs: number | undefined;

  waitMs(): number {
    if (this.#beganAtMs === undefined) return 0;
    const heardMs = performance.now() - this.#beganAtMs;
    return Math.max(0, this.#durationMs - heardMs - atHandMs);
  }

  delivered(frames: number): void {
    this.#beganAtMs ??= performance.now();
    this.#durationMs += frames * frameMs;
  }
}
