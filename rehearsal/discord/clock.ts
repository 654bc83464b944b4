/** The stand-in's idea of the time: the real one, which a test may push forward to see tokens and addresses expire. */
import { isoTimeOf } from './snowflake.ts';

export class Clock {
  #aheadMs = 0;

  nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  /** How long ago that snowflake was made. */
  ageMs(snowflake: string): number {
    return this.nowMs() - Date.parse(isoTimeOf(snowflake));
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
