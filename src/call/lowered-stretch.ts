import type { Fade } from '#audio/changing/change.ts';
import { feed } from '#audio/feed.ts';
import { frameMs, Track } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';

import type { Replace, SoundChanger } from './lowering.ts';

/** Frames that are decoded and encoded before the first that is heard: without them it wouldn't go on from what was heard before. */
export const warmUpFrames = 5;
/** And behind the last, of which codecs hold back a part. */
const heldBackFrames = 3;
/** Made so far ahead of what is heard, and no further: most of it is thrown away when the others fall silent. */
const aheadMs = 1_500;
/** This process may stand still for the rest of that without anybody hearing it. */
const lookMs = 250;

export interface StretchOptions extends Pick<Fade, 'fromDb' | 'toDb' | 'frames'> {
  readonly track: Track;
  /** The frame of the track that is sent next, as of now. */
  readonly next: number;
  /** The first frame that is another. */
  readonly at: number;
  /** The first behind it that is the track's own again. */
  readonly until: number;
  readonly changer: SoundChanger;
  readonly replace: Replace;
}

/** A part of a line that is heard at another level, made while the line is being sent. */
export class LoweredStretch {
  readonly #options: StretchOptions;
  readonly #begunMs = performance.now();
  readonly #source = new Track();
  readonly #look: NodeJS.Timeout;
  readonly #unwatch: () => void;
  readonly #stopChange: () => void;
  readonly #stopFeed: () => void;
  #given: number;
  /** The number of the frame that is made next. */
  #made: number;

  constructor(options: StretchOptions) {
    const { track, at, fromDb, toDb, frames, changer } = options;
    this.#options = options;
    this.#given = Math.max(0, at - warmUpFrames);
    this.#made = this.#given;
    const fade = { fromDb, toDb, frames, afterFrames: at - this.#given };
    const changed = changer.change(this.#source, { gainDb: 0, tempo: 1, fade });
    this.#stopChange = () => changed.stop();
    this.#stopFeed = feed(changed.track, (made, _, taken) => this.#pass(made, taken));
    this.#unwatch = track.watch(() => this.#give());
    this.#look = setInterval(() => this.#give(), lookMs);
    this.#give();
  }

  /** Makes no more; frames that were given away are heard as they are. */
  stop(): void {
    this.#stopFeed();
    this.#stopChange();
    this.#endGiving();
  }

  #give(): void {
    const { track, next, until } = this.#options;
    const heardMs = performance.now() - this.#begunMs;
    const end = Math.min(
      track.frames.length,
      until + heldBackFrames,
      next + Math.ceil((heardMs + aheadMs) / frameMs),
    );
    for (const frame of track.frames.slice(this.#given, end)) this.#source.append(frame);
    this.#given = Math.max(this.#given, end);
    const isWhole = track.ended && this.#given === track.frames.length;
    if (!isWhole && this.#given < until + heldBackFrames) return;
    this.#endGiving();
    this.#source.end();
  }

  #endGiving(): void {
    clearInterval(this.#look);
    this.#unwatch();
  }

  #pass(made: readonly Frame[], taken: () => void): void {
    const { at, until, replace } = this.#options;
    const first = this.#made;
    this.#made += made.length;
    const frames = made.slice(Math.max(0, at - first), Math.max(0, until - first));
    if (frames.length === 0) taken();
    else replace(Math.max(at, first), frames, taken);
  }
}
