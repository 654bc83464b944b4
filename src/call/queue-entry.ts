import type { Track } from '#audio/track.ts';

import type { QueuedLine, Replacement, Utterance, UtteranceEnd } from './calls.ts';
import { here } from './within.ts';

/** One utterance's life in the queue. */
export class QueueEntry {
  utterance: Utterance;
  /** Whatever calls for its speech, that belongs to whoever gave it. */
  readonly asGiven = here();
  readonly started = Promise.withResolvers<boolean>();
  readonly ended = Promise.withResolvers<UtteranceEnd>();
  onMoved: ((before: number) => void) | undefined;
  readonly #cameAtMs = performance.now();
  #position = 0;
  #controller = new AbortController();
  #unwatch: (() => void) | undefined;
  #deadline: NodeJS.Timeout | undefined;
  track: Track | undefined;
  #isNamed = false;
  /** The time that it takes by its text: asked for once, since everybody's turn depends on it. */
  #expectedMs: number | undefined;
  /** When its first frame was sent, or when it went on; undefined while nothing of it is. */
  #beganAtMs: number | undefined;
  /** The time for which it was heard before that. */
  #heardMs = 0;
  /** It is heard so many times as fast as its track is. */
  #tempo = 1;
  /** Silences it; there while its track is being sent. */
  stop: (() => void) | undefined;
  /** It is not to be heard on for now. */
  readonly #stays = new Set<'paused' | 'cut'>();
  /** Its deadline counts from when its length was known. */
  measured = false;

  constructor(utterance: Utterance) {
    this.utterance = utterance;
  }

  /** The person whom people hear. */
  get wordsOf(): string {
    return this.utterance.wordsOf ?? this.utterance.authorId;
  }

  /**
   * Begins the speech unless that was done; anew when the line before it is now another person's, so that nobody takes
   * it for theirs. Returns what it failed with, if it has before a word was spoken.
   */
  render(after: string | undefined, changed: () => void): { readonly error: unknown } | undefined {
    const { renderNamed } = this.utterance;
    const named = after === this.wordsOf ? undefined : renderNamed;
    if (named && this.track && !this.#isNamed && !this.stop) this.#drop();
    if (!this.track) {
      this.#isNamed = named !== undefined;
      try {
        const render = named ?? this.utterance.render;
        this.track = this.asGiven(() => render(this.#controller.signal));
      } catch (error) {
        return { error };
      }
      this.#unwatch = this.track.watch(changed);
    }
    const { error } = this.track;
    return this.stop || error === undefined ? undefined : { error };
  }

  /** The time that it takes, by its sound as far as that is there, else by its text. */
  get line(): QueuedLine {
    const { track, utterance } = this;
    const soundMs = track?.durationMs ?? 0;
    const trackMs = track?.ended === true ? soundMs : Math.max(soundMs, this.#byText());
    const lengthMs = trackMs / this.#tempo;
    const sinceMs = this.#beganAtMs === undefined ? 0 : performance.now() - this.#beganAtMs;
    return {
      utterance,
      isSpoken: this.stop !== undefined,
      cameAtMs: this.#cameAtMs,
      lengthMs,
      leftMs: Math.max(0, lengthMs - this.#heardMs - sinceMs),
    };
  }

  /** Its first frame was sent. However late that was, it has its whole time from now on: nobody is to hear half of it. */
  began(tempo = 1): void {
    this.measured = false;
    this.#tempo = tempo;
    this.#beganAtMs = performance.now();
    this.started.resolve(true);
  }

  /** It stays where it is, and may take however long; or it is heard on from there, if nothing else keeps it. */
  pause(on: boolean, why: 'paused' | 'cut' = 'paused'): void {
    this.measured = false;
    if (!on) {
      const stayed = this.#stays.delete(why);
      if (stayed && this.#stays.size === 0 && this.#heardMs > 0)
        this.#beganAtMs = performance.now();
      return;
    }
    this.#stays.add(why);
    clearTimeout(this.#deadline);
    if (this.#beganAtMs === undefined) return;
    this.#heardMs += performance.now() - this.#beganAtMs;
    this.#beganAtMs = undefined;
  }

  /** Drops what was made so far. */
  replace(by: Replacement): void {
    this.#drop();
    this.#expectedMs = undefined;
    const { voiceId: _, renderNamed: __, ...utterance } = this.utterance;
    this.utterance = { ...utterance, ...by };
  }

  /** Its place in the queue is this now. */
  place(position: number): void {
    if (position === this.#position || this.stop) return;
    this.#position = position;
    this.onMoved?.(position);
  }

  within(ms: number, otherwise: () => void): void {
    clearTimeout(this.#deadline);
    if (this.#stays.size === 0) this.#deadline = setTimeout(otherwise, ms);
  }

  silence(): void {
    clearTimeout(this.#deadline);
    this.measured = false;
    this.#stays.clear();
    this.#beganAtMs = undefined;
    this.#heardMs = 0;
    this.#tempo = 1;
    this.stop?.();
    this.stop = undefined;
  }

  finish(end: UtteranceEnd): void {
    this.silence();
    this.#unwatch?.();
    if (end.outcome !== 'heard') this.#controller.abort();
    else if (this.track) this.utterance.onHeard?.(this.track);
    this.started.resolve(false);
    this.ended.resolve(end);
  }

  #byText(): number {
    return (this.#expectedMs ??= this.utterance.about?.().expectedMs ?? 0);
  }

  #drop(): void {
    this.silence();
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#controller.abort();
    this.#controller = new AbortController();
    this.track = undefined;
  }
}

/** How an utterance ended of which everything was heard that its track had. */
export function endOf({ error }: Track): UtteranceEnd {
  return error === undefined ? { outcome: 'heard' } : { outcome: 'failed', error };
}
