/** 20 ms of Opus, as it goes into one RTP packet. */
export type Frame = Uint8Array;

export const frameMs = 20;

/** 20 ms of nothing, as Opus codes it: what Discord's clients send when they fall silent. */
export const silenceFrame: Frame = Uint8Array.of(0xf8, 0xff, 0xfe);

/** How a track ended: well, or with what it failed with. */
export interface Outcome {
  readonly error?: unknown;
}

/** The maker of the first frames of a track, and where they were kept if they were. */
export interface Source {
  /** The engine's name. */
  readonly engine: string;
  readonly cache: 'memory' | 'disk' | 'none';
}

/**
 * Speech as frames: grows while it is made, can be read by many and many times from its start. Ends exactly once,
 * with `end()`, with `fail()`, or as another with `finish()`.
 */
export class Track implements AsyncIterable<Frame> {
  readonly #frames: Frame[] = [];
  readonly #listeners = new Set<() => void>();
  #outcome: Outcome | undefined;
  #source: Source | undefined;

  /** A track that is already whole. */
  static of(frames: readonly Frame[], source?: Source): Track {
    const track = new Track();
    track.comesFrom(source);
    for (const frame of frames) track.append(frame);
    track.end();
    return track;
  }

  /** A track that `fill` makes, and that ends as it does. */
  static filledBy(fill: (track: Track) => Promise<void>): Track {
    const track = new Track();
    fill(track).then(
      () => track.end(),
      (error: unknown) => track.fail(error),
    );
    return track;
  }

  /** The frames that have come so far. */
  get frames(): readonly Frame[] {
    return this.#frames;
  }

  get durationMs(): number {
    return this.#frames.length * frameMs;
  }

  /** Undefined as long as it has no frame, and for sound that no engine made. */
  get source(): Source | undefined {
    return this.#source;
  }

  /** Undefined while it grows. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  get ended(): boolean {
    return this.#outcome !== undefined;
  }

  /** Why the track failed; undefined while it grows and when it ended well. */
  get error(): unknown {
    return this.#outcome?.error;
  }

  /** To be called before the first frame: what comes later may be another's. */
  comesFrom(source: Source | undefined): void {
    if (this.#frames.length === 0) this.#source = source;
  }

  append(frame: Frame): void {
    if (this.#outcome) return;
    this.#frames.push(frame);
    this.#wake();
  }

  end(): void {
    this.finish({});
  }

  fail(error: unknown): void {
    this.finish({ error });
  }

  finish(outcome: Outcome): void {
    if (this.#outcome) return;
    this.#outcome = outcome;
    this.#wake();
  }

  /** All frames, once the track has ended; rejects with what it failed with. */
  async whole(): Promise<readonly Frame[]> {
    while (!this.#outcome) await this.#change();
    if ('error' in this.#outcome) throw this.#outcome.error;
    return this.#frames;
  }

  /** Frames from the first on, waiting for those still to come; throws what the track failed with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Frame, void, undefined> {
    for (let index = 0; ;) {
      const frame = this.#frames[index];
      if (frame) {
        index += 1;
        yield frame;
      } else if (!this.#outcome) {
        await this.#change();
      } else if ('error' in this.#outcome) {
        throw this.#outcome.error;
      } else {
        return;
      }
    }
  }

  /**
   * Calls `listener` after every change (frames came, or the track ended), in the same turn.
   * Returns what takes it off again.
   */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const unwatch = this.watch(() => {
        unwatch();
        resolve();
      });
    });
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
  }
}
