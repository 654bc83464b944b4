import type { Change, Fade } from '#audio/changing/change.ts';
import type { Changed } from '#audio/changing/changer.ts';
import type { Frame, Track } from '#audio/track.ts';

import { LoweredStretch } from './lowered-stretch.ts';

/** Changes sound that is made already. */
export interface SoundChanger {
  /** Somebody will need it soon. */
  warm(): void;
  change(track: Track, change: Change): Changed;
}

/** Has frames sent in place of a line's own from one on, and its own again behind them; `taken` is called when more can come. */
export type Replace = (from: number, frames: readonly Frame[], taken: () => void) => void;

/** So much softer a line is while others speak: one hears that it goes on, and understands the others. */
const lowDb = -10;
/** Frames until what is changed can be there: what is sent sooner stays as it is. */
const leadFrames = 3;
const downFrames = 5;
const upFrames = 10;

interface Line {
  readonly track: Track;
  readonly replace: Replace;
  /** The last turn, by the frame of the line at which it begins. */
  turn: (Pick<Fade, 'fromDb' | 'toDb' | 'frames'> & { readonly at: number }) | undefined;
}

/**
 * Softens one call's speech while others speak. The line goes out as it is; from where somebody begins, frames that have
 * been made softer take the place of its own, for as long as that lasts. Where they don't come, its own are heard.
 */
export class Lowering {
  readonly #changer: SoundChanger;
  #isLow = false;
  #line: Line | undefined;
  #stretch: LoweredStretch | undefined;

  constructor(changer: SoundChanger) {
    this.#changer = changer;
  }

  /** A line begins to be sent. */
  begin(track: Track, replace: Replace): void {
    this.end();
    this.#line = { track, replace, turn: undefined };
    if (this.#isLow) this.#turn(this.#line, 0);
  }

  /** Nothing is sent any more. */
  end(): void {
    this.#stretch?.stop();
    this.#stretch = undefined;
    this.#line = undefined;
  }

  /** Somebody else speaks, or nobody does any more; `next` is the frame of the line that is sent next. */
  others(speaking: boolean, next: number): void {
    if (speaking === this.#isLow) return;
    this.#isLow = speaking;
    if (speaking) this.#changer.warm();
    if (this.#line) this.#turn(this.#line, next);
  }

  #turn(line: Line, next: number): void {
    const at = next + leadFrames;
    const fromDb = levelAt(line, at);
    const toDb = this.#isLow ? lowDb : 0;
    this.#stretch?.stop();
    this.#stretch = undefined;
    if (fromDb === 0 && toDb === 0) return;
    const whole = this.#isLow ? downFrames : upFrames;
    const frames = Math.max(
      1,
      Math.round((whole * (toDb - fromDb)) / (this.#isLow ? lowDb : -lowDb)),
    );
    line.turn = { at, fromDb, toDb, frames };
    this.#stretch = new LoweredStretch({
      ...line.turn,
      track: line.track,
      next,
      // Behind a turn up, its own frames are as loud as those that were made.
      until: this.#isLow ? Infinity : at + frames,
      changer: this.#changer,
      replace: line.replace,
    });
  }
}

function levelAt({ turn }: Line, frame: number): number {
  if (!turn) return 0;
  const { at, frames, fromDb, toDb } = turn;
  return fromDb + (toDb - fromDb) * Math.min(1, Math.max(0, (frame - at) / frames));
}
