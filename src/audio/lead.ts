import type { Track } from './track.ts';
import type { Need } from './work-slice.ts';

/** So much of the beginning is made before anybody's rest. */
const beginningMs = 300;
/** With less than this before what is heard, a pause in it is near. */
const leastLeadMs = 120;

/** How far a track is made before it is heard. */
export class Lead {
  readonly #track: Track;
  /** When its first frames were there: it cannot have been heard since before. */
  #beganAtMs: number | undefined;

  constructor(track: Track) {
    this.#track = track;
  }

  /** How soon more of it is needed by somebody who hears it as it is made. */
  need(): Exclude<Need, 'later'> {
    const { durationMs } = this.#track;
    if (durationMs < beginningMs) return 'now';
    const nowMs = performance.now();
    this.#beganAtMs ??= nowMs;
    return durationMs - (nowMs - this.#beganAtMs) < leastLeadMs ? 'now' : 'soon';
  }
}
