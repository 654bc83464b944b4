import type { Track } from '../audio/track.ts';
import type { Replacement, Ticket, Utterance, UtteranceEnd } from './calls.ts';

/** Where a queue's speech is heard. */
export interface Mouth {
  /** Begins to send a track, as far as it has come and what comes later. */
  speak(track: Track, events: MouthEvents): Mouthful;
}

export interface MouthEvents {
  started(): void;
  /** All that the track had was heard. */
  ended(): void;
}

/** A track on its way. `stop` silences it at once; nothing more is told then. */
export interface Mouthful {
  stop(): void;
}

export interface QueueLimits {
  readonly maxWaiting: number;
  /** How many are rendered ahead of the one being spoken. */
  readonly ahead: number;
  /** How much longer than its sound an utterance may take while the call can speak. */
  readonly graceMs: number;
  /** How long a track may go without a new frame. */
  readonly growthMs: number;
}

export const standardLimits: QueueLimits = {
  maxWaiting: 50,
  ahead: 2,
  graceMs: 5000,
  growthMs: 120_000,
};

/** An utterance that was not heard in time, whatever the reason; the next one goes on. */
class UnheardError extends Error {
  override readonly name = 'UnheardError';
}

/** Speaks utterances in the order they were given, whatever the synthesis of each takes. */
export class SpeechQueue {
  readonly #mouth: Mouth;
  readonly #limits: QueueLimits;
  readonly #changed: () => void;
  readonly #entries: Entry[] = [];
  #open = false;

  /** `changed` is called whenever speech begins or stops. */
  constructor(mouth: Mouth, changed: () => void, limits = standardLimits) {
    this.#mouth = mouth;
    this.#changed = changed;
    this.#limits = limits;
  }

  get utterances(): readonly Utterance[] {
    return this.#entries.map((entry) => entry.utterance);
  }

  get full(): boolean {
    return this.#entries.length >= this.#limits.maxWaiting;
  }

  get speaking(): boolean {
    return this.#entries[0]?.sent !== undefined;
  }

  push(utterance: Utterance): Ticket {
    const entry = new Entry(utterance);
    const position = this.#entries.push(entry) - 1;
    this.#go();
    return { position, started: entry.started.promise, ended: entry.ended.promise };
  }

  /** Speaks something else in the place of one that waits. False when it has begun, or is gone. */
  replace(utteranceId: string, by: Replacement): boolean {
    const entry = this.#entries.find(({ utterance }) => utterance.id === utteranceId);
    if (!entry || entry.sent) return false;
    entry.replace(by);
    this.#go();
    return true;
  }

  /** Ends one utterance, by default the first. Returns whether there was one. */
  skip(utteranceId?: string): boolean {
    const entry =
      utteranceId === undefined
        ? this.#entries[0]
        : this.#entries.find(({ utterance }) => utterance.id === utteranceId);
    if (!entry) return false;
    this.#end(entry, { outcome: 'skipped' });
    return true;
  }

  /** The call can speak: begins, or begins again what was cut. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#go();
  }

  /** The call can't speak: the one being spoken goes back to its start and waits. */
  hold(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#entries[0]?.silence();
    this.#changed();
  }

  /** Drops all but what is being spoken; resolves when that is over, with whether there was any. */
  async finish(): Promise<boolean> {
    const [first, ...others] = this.#entries;
    for (const entry of others) this.#end(entry, { outcome: 'left' });
    if (!first?.sent) return false;
    await first.ended.promise;
    return true;
  }

  /** The call is over for everything in the queue. */
  end(end: UtteranceEnd): void {
    this.#open = false;
    for (const entry of this.#entries.splice(0)) entry.finish(end);
  }

  #end(entry: Entry, end: UtteranceEnd): void {
    const index = this.#entries.indexOf(entry);
    if (index === -1) return;
    this.#entries.splice(index, 1);
    entry.finish(end);
    this.#changed();
    this.#go();
  }

  #go(): void {
    for (const entry of this.#entries.slice(0, this.#limits.ahead + 1)) {
      const error = entry.render(() => this.#go());
      if (error) return this.#end(entry, { outcome: 'failed', error: error.error });
    }
    const first = this.#entries[0];
    if (first?.track && this.#open) this.#speak(first, first.track);
  }

  /** Called with every change of the first one's track too, so that its deadline follows what is known. */
  #speak(entry: Entry, track: Track): void {
    const late = (why: string) =>
      this.#end(entry, {
        outcome: 'failed',
        error: new UnheardError(`the utterance was not heard: ${why}`),
      });
    if (!track.ended) {
      entry.within(this.#limits.growthMs, () => late('its sound stopped coming'));
    } else if (!entry.measured) {
      entry.measured = true;
      entry.within(track.durationMs + this.#limits.graceMs, () =>
        late('the call did not finish it'),
      );
    }
    if (entry.sent || track.frames.length === 0) {
      // A track without any sound has been heard.
      if (track.ended && !entry.sent) this.#end(entry, { outcome: 'heard' });
      return;
    }
    entry.sent = this.#mouth.speak(track, {
      started: () => entry.started.resolve(true),
      ended: () => this.#end(entry, endOf(track)),
    });
    this.#changed();
  }
}

function endOf(track: Track): UtteranceEnd {
  return track.error === undefined
    ? { outcome: 'heard' }
    : { outcome: 'failed', error: track.error };
}

/** One utterance's life in the queue. */
class Entry {
  utterance: Utterance;
  readonly started = Promise.withResolvers<boolean>();
  readonly ended = Promise.withResolvers<UtteranceEnd>();
  #controller = new AbortController();
  #unwatch: (() => void) | undefined;
  #deadline: NodeJS.Timeout | undefined;
  track: Track | undefined;
  sent: Mouthful | undefined;
  /** Its deadline counts from when its length was known. */
  measured = false;

  constructor(utterance: Utterance) {
    this.utterance = utterance;
  }

  /** Begins the speech unless that was done. Returns what it failed with, if it has before a word was spoken. */
  render(changed: () => void): { readonly error: unknown } | undefined {
    if (!this.track) {
      try {
        this.track = this.utterance.render(this.#controller.signal);
      } catch (error) {
        return { error };
      }
      this.#unwatch = this.track.watch(changed);
    }
    const { error } = this.track;
    return this.sent || error === undefined ? undefined : { error };
  }

  /** Drops what was made so far. */
  replace(by: Replacement): void {
    this.silence();
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#controller.abort();
    this.#controller = new AbortController();
    this.track = undefined;
    const { voiceId: _, ...utterance } = this.utterance;
    this.utterance = { ...utterance, ...by };
  }

  within(ms: number, otherwise: () => void): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(otherwise, ms);
  }

  silence(): void {
    clearTimeout(this.#deadline);
    this.measured = false;
    this.sent?.stop();
    this.sent = undefined;
  }

  finish(end: UtteranceEnd): void {
    this.silence();
    this.#unwatch?.();
    if (end.outcome !== 'heard') this.#controller.abort();
    this.started.resolve(false);
    this.ended.resolve(end);
  }
}
