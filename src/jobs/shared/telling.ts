import { setTimeout as delay } from 'node:timers/promises';

import type { Track } from '#audio/track.ts';
import type { Seal } from '#ops/seal.ts';
import type { SpeechContext } from '#speech/speech.ts';

import type { Asks, Wire } from './ask.ts';
import { failureOf, framesOfOneMessage, sealedNews } from './letter.ts';
import type { News } from './letter.ts';

export interface TellingOptions {
  readonly id: string;
  readonly asker: string;
  readonly asks: Pick<Asks, 'remove'>;
  readonly wire: Pick<Wire, 'tell'>;
  readonly seal: Seal;
}

/** Between two signs of life. */
const beatMs = 2_000;
/** A process that asked for it and doesn't say that it has it is gone: it was killed, or cut off. */
const unclaimedMs = 15_000;
/** The database is away: it is tried again after so long. */
const againMs = 500;

/** The telling of one ask's frames to the process that waits for them, as they are made. */
export class Telling {
  readonly #options: TellingOptions;
  readonly #left = new AbortController();
  readonly #track: Track;
  /** News that come before the frames to which they belong. */
  readonly #news: News[] = [{ kind: 'begun' }];
  #sent = 0;
  #isSourceTold = false;
  #isEndTold = false;
  #endedAtMs: number | undefined;
  #wake: () => void = () => undefined;

  constructor(
    render: (
      context: Pick<SpeechContext, 'signal' | 'onProgress' | 'onSubmitted' | 'onSpoken'>,
    ) => Track,
    options: TellingOptions,
  ) {
    this.#options = options;
    const note = (news: News): void => {
      this.#news.push(news);
      this.#wake();
    };
    this.#track = render({
      signal: this.#left.signal,
      onProgress: (progress) => note({ kind: 'progress', progress }),
      onSubmitted: (jobId) => note({ kind: 'submitted', jobId }),
      onSpoken: (spoken) => note({ kind: 'spoken', spoken }),
    });
  }

  /** Nobody waits for it any more: they have it, or don't want it. */
  gone(): void {
    this.#left.abort(new Error('nobody waits for it any more'));
    this.#wake();
  }

  /** Tells the frames from that index on once more. */
  again(from: number): void {
    this.#sent = Math.min(this.#sent, Math.max(0, from || 0));
    this.#isEndTold = false;
    this.#wake();
  }

  /** Resolves when whoever asked has all of it, or is gone. Rejects when what they asked for can't be removed. */
  async done(): Promise<void> {
    const unwatch = this.#track.watch(() => this.#wake());
    try {
      while (!this.#left.signal.aborted && !this.#isUnclaimed()) await this.#step();
    } finally {
      unwatch();
      this.#left.abort(new Error('nobody waits for it any more'));
      await this.#options.asks.remove(this.#options.id);
    }
  }

  #isUnclaimed(): boolean {
    return this.#endedAtMs !== undefined && performance.now() - this.#endedAtMs > unclaimedMs;
  }

  async #step(): Promise<void> {
    const next = this.#next();
    if (!next) return this.#change();
    const { id, asker, wire, seal } = this.#options;
    try {
      await wire.tell(asker, sealedNews(seal, id, next.news));
      next.told();
    } catch {
      await delay(againMs);
    }
  }

  #next(): { readonly news: News; readonly told: () => void } | undefined {
    const [news] = this.#news;
    if (news) return { news, told: () => void this.#news.shift() };
    const { source, frames, outcome } = this.#track;
    if (source && !this.#isSourceTold)
      return { news: { kind: 'source', source }, told: () => void (this.#isSourceTold = true) };
    const at = this.#sent;
    if (at < frames.length) {
      const some = framesOfOneMessage(frames, at);
      const told = (): void => {
        // Somebody may have asked for earlier ones meanwhile.
        if (this.#sent === at) this.#sent += some.length;
      };
      return { news: { kind: 'frames', at, frames: some }, told };
    }
    if (!outcome || this.#isEndTold) return undefined;
    this.#endedAtMs ??= performance.now();
    const told = (): void => void (this.#isEndTold = true);
    return 'error' in outcome
      ? { news: { kind: 'failed', ...failureOf(outcome.error) }, told }
      : { news: { kind: 'ended', frames: frames.length }, told };
  }

  /** Resolves when there is more to tell, and at every beat, with which whoever asked finds out what they miss. */
  async #change(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<'changed' | 'beat'>();
    this.#wake = () => resolve('changed');
    const beat = setTimeout(() => resolve('beat'), beatMs);
    const what = await promise;
    clearTimeout(beat);
    if (what === 'changed') return;
    this.#isEndTold = false;
    if (!this.#track.ended) this.#news.push({ kind: 'still', frames: this.#sent });
  }
}
