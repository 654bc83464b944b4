import type { Track } from '#audio/track.ts';

import type { QueuedLine, Replacement, Ticket, Utterance, UtteranceEnd } from './calls.ts';
import type { Mouth, MouthEvents } from './mouth-port.ts';
import { endOf, QueueEntry } from './queue-entry.ts';
import { type QueueFullError, queueFull } from './queue-full.ts';
import type { QueueLimits } from './queue-limits.ts';
import { Turns } from './turns.ts';
import { UnheardError } from './unheard-error.ts';

/** A person's next message within so long is another piece of the same thing. */
const soonMs = 2_000;
/** After so long a silence nobody has had more than others. */
const forgottenAfterMs = 60_000;

/** Speaks utterances in turns between people, each one's in the order they were given, whatever the synthesis takes. */
export class SpeechQueue {
  readonly #mouth: Mouth;
  readonly #limits: QueueLimits;
  readonly #changed: () => void;
  readonly #listChanged: () => void;
  readonly #turns = new Turns<QueueEntry>((entry) => entry.line.lengthMs);
  /** The person whose words it spoke last. */
  #lastHeard: string | undefined;
  /** Whose line came last, and when, if it may be a piece of something. */
  #lastPiece: { readonly authorId: string; readonly atMs: number } | undefined;
  #emptySinceMs = -Infinity;
  #open = false;
  #isPaused = false;

  /**
   * `changed` is called whenever speech begins or stops, `listChanged` whenever `lines` are others, or take another time
   * than was known.
   */
  constructor(
    mouth: Mouth,
    changed: () => void,
    limits: QueueLimits,
    listChanged: () => void = () => undefined,
  ) {
    this.#mouth = mouth;
    this.#changed = changed;
    this.#limits = limits;
    this.#listChanged = listChanged;
  }

  /** In order. The first one's turn has come: what is given later never comes before it. */
  get utterances(): readonly Utterance[] {
    return this.#turns.lines.map((entry) => entry.utterance);
  }

  /** The same with what is known of their time. */
  get lines(): readonly QueuedLine[] {
    return this.#turns.lines.map(({ line }) => line);
  }

  get speaking(): boolean {
    return this.first?.stop !== undefined;
  }

  /** The person whose words it speaks just before what this one gives next; undefined when that will be the first thing ever. */
  before(authorId: string): string | undefined {
    return this.#turns.before(authorId)?.wordsOf ?? this.#lastHeard;
  }

  /** Why there is no room for anything more of this person; undefined when there is. */
  refusal(authorId: string): QueueFullError | undefined {
    const { maxWaiting, maxOfOne } = this.#limits;
    const own = this.#turns.countOf(authorId);
    if (own >= maxOfOne) return queueFull.ofOneself(maxOfOne);
    // The person who has most gives way, but not to somebody who would have as much then.
    const isFull = this.#turns.lines.length >= maxWaiting;
    return isFull && (this.#turns.longest?.count ?? 0) < own + 2
      ? queueFull.ofEverybody()
      : undefined;
  }

  /** Throws a `QueueFullError` when there is no room for it. */
  push(utterance: Utterance): Ticket {
    const refusal = this.refusal(utterance.authorId);
    if (refusal) throw refusal;
    this.#makeRoom();
    const entry = new QueueEntry(utterance);
    this.#mouth.expect?.(utterance);
    this.#turns.add(utterance.authorId, entry, this.#isSoon(utterance));
    const position = this.#turns.lines.indexOf(entry);
    entry.place(position);
    this.#go();
    this.#listChanged();
    return {
      position,
      onMoved: (tell) => (entry.onMoved = tell),
      started: entry.started.promise,
      ended: entry.ended.promise,
    };
  }

  /** Speaks something else in the place of one that waits. False when it has begun, or is gone. */
  replace(utteranceId: string, by: Replacement): boolean {
    const entry = this.#find(utteranceId);
    if (!entry || entry.stop) return false;
    entry.replace(by);
    this.#weigh();
    this.#listChanged();
    return true;
  }

  /** Has one that waits spoken next, or before all others of its author. False when its turn has come, or it is gone. */
  toFront(utteranceId: string, of: 'all' | 'own'): boolean {
    const entry = this.#find(utteranceId);
    if (!entry || !this.#turns.toFront(entry, of)) return false;
    this.#go();
    this.#listChanged();
    return true;
  }

  /** Ends one utterance, by default the first. Returns whether there was one. */
  skip(utteranceId?: string): boolean {
    const entry = utteranceId === undefined ? this.first : this.#find(utteranceId);
    if (!entry) return false;
    this.#end(entry, { outcome: 'skipped' });
    return true;
  }

  /** Ends all that are meant before another has its turn: none is begun only to be ended. Returns how many. */
  skipAll(isMeant: (utterance: Utterance, isSpoken: boolean) => boolean): number {
    const meant = this.#turns.lines.filter(({ utterance, stop }) =>
      isMeant(utterance, stop !== undefined),
    );
    // The first comes last, since the next one has its turn then.
    for (const entry of meant.toReversed()) this.#remove(entry, { outcome: 'skipped' });
    for (const entry of meant) entry.finish({ outcome: 'skipped' });
    if (meant.length > 0) this.#goOn();
    return meant.length;
  }

  /** The call can speak: begins, or begins again what was cut. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#go();
    this.#listChanged();
  }

  /** The call can't speak: the one being spoken goes back to its start and waits. */
  hold(): void {
    if (!this.#open) return;
    this.#open = false;
    this.first?.silence();
    this.#changed();
    this.#listChanged();
  }

  /** Nothing is heard until it goes on, with the next sound; false when that is so already. */
  pause(on: boolean): boolean {
    if (this.#isPaused === on) return false;
    this.#isPaused = on;
    this.first?.pause(on);
    this.#mouth.pause(on);
    this.#go();
    this.#listChanged();
    return true;
  }

  /** Drops all but what is being spoken; resolves when that is over, with whether there was any. */
  async finish(): Promise<boolean> {
    const [first, ...others] = this.#turns.lines;
    for (const entry of others) this.#end(entry, { outcome: 'left' });
    // A paused line would not end.
    if (first && this.#isPaused) this.#end(first, { outcome: 'left' });
    if (!first?.stop) return false;
    await first.ended.promise;
    return true;
  }

  /** The call is over for everything in the queue. */
  end(end: UtteranceEnd): void {
    this.#open = false;
    const entries = this.#turns.lines;
    this.#turns.clear();
    for (const entry of entries) entry.finish(end);
    this.#listChanged();
  }

  get first(): QueueEntry | undefined {
    return this.#turns.lines[0];
  }

  #find(utteranceId: string): QueueEntry | undefined {
    return this.#turns.lines.find(({ utterance }) => utterance.id === utteranceId);
  }

  /** In a full queue, the last line of whoever has most gives way. */
  #makeRoom(): void {
    const { longest, lines } = this.#turns;
    if (longest && lines.length >= this.#limits.maxWaiting)
      this.#end(longest.last, { outcome: 'failed', error: queueFull.gaveWay() });
  }

  #end(entry: QueueEntry, end: UtteranceEnd): void {
    if (!this.#turns.lines.includes(entry)) return;
    this.#remove(entry, end);
    entry.finish(end);
    this.#goOn();
  }

  /** Its author has had as much time as was heard of it. */
  #remove(entry: QueueEntry, { outcome }: UtteranceEnd): void {
    const { lengthMs, leftMs } = entry.line;
    this.#turns.remove(entry, outcome === 'heard' ? lengthMs : lengthMs - leftMs);
    if (this.#turns.lines.length === 0) this.#emptySinceMs = performance.now();
  }

  /** Notes a line that is given, and whether it came right after another one that may be of one piece with it. */
  #isSoon({ authorId, mayBePiece = false }: Utterance): boolean {
    const atMs = performance.now();
    const last = this.#lastPiece;
    this.#lastPiece = mayBePiece ? { authorId, atMs } : undefined;
    if (this.#turns.lines.length === 0 && atMs - this.#emptySinceMs > forgottenAfterMs)
      this.#turns.forget();
    return mayBePiece && last?.authorId === authorId && atMs - last.atMs <= soonMs;
  }

  #goOn(): void {
    this.#changed();
    this.#go();
    this.#listChanged();
  }

  #go(): void {
    const entries = this.#turns.lines;
    for (const [position, entry] of entries.entries()) entry.place(position);
    let isAnyNew = false;
    for (const [at, entry] of entries.slice(0, this.#limits.ahead + 1).entries()) {
      const before = at === 0 ? this.#lastHeard : entries[at - 1]?.wordsOf;
      isAnyNew ||= entry.track === undefined;
      const error = entry.render(before, () => this.#grown(entry));
      if (error) return this.#end(entry, { outcome: 'failed', error: error.error });
    }
    // A kept line has its sound at once: by its length, others may come first.
    if (isAnyNew) return this.#weigh();
    const first = this.first;
    if (first?.track && this.#open && !this.#isPaused) this.#speak(first, first.track);
  }

  /** Lines take another time than was known. */
  #weigh(): void {
    this.#turns.weigh();
    this.#go();
  }

  #grown({ track }: QueueEntry): void {
    if (track?.ended !== true) return this.#go();
    this.#weigh();
    this.#listChanged();
  }

  #speak(entry: QueueEntry, track: Track): void {
    this.#bound(entry, track);
    if (entry.stop || track.frames.length === 0) {
      // A track without any sound has been heard.
      if (track.ended && !entry.stop) this.#end(entry, { outcome: 'heard' });
      return;
    }
    this.#lastHeard = entry.wordsOf;
    const said = { utterance: entry.utterance, waiting: this.#turns.lines.length - 1 };
    entry.stop = this.#mouth.speak(track, this.#eventsOf(entry, track), said);
    this.#changed();
  }

  /** It is given up when it takes longer from now on than it may: called with every change of its track, so that this follows what is known. */
  #bound(entry: QueueEntry, track: Track): void {
    if (track.ended && entry.measured) return;
    entry.measured = track.ended;
    // The rest of a long text is made only while the sound before it is heard.
    const [moreMs, why] = track.ended
      ? ([this.#limits.graceMs, 'the call did not finish it'] as const)
      : ([this.#limits.growthMs, 'its sound stopped coming'] as const);
    entry.within(track.durationMs + moreMs, () =>
      this.#end(entry, { outcome: 'failed', error: new UnheardError(why) }),
    );
  }

  #eventsOf(entry: QueueEntry, track: Track): MouthEvents {
    return {
      started: (tempo) => {
        entry.began(tempo);
        if (!this.#isPaused) this.#bound(entry, track);
        this.#listChanged();
      },
      cut: (on) => {
        entry.pause(on, 'cut');
        this.#bound(entry, track);
      },
      ended: () => this.#end(entry, endOf(track)),
    };
  }
}
