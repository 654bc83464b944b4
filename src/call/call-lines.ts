import type { QueuedLine, Replacement, Ticket, Utterance, UtteranceEnd } from './calls.ts';
import type { Mouth } from './mouth-port.ts';
import type { QueueEntry } from './queue-entry.ts';
import type { QueueFullError } from './queue-full.ts';
import type { QueueLimits } from './queue-limits.ts';
import { SpeechQueue } from './queue.ts';

/** Alerts that wait while one is heard: more would keep everybody else from being heard for long. */
const alertLimits = { maxWaiting: 4, maxOfOne: 2 };

/** All that is to be heard in one call: lines in turns, and alerts, which break into them. */
export class CallLines {
  readonly #turns: SpeechQueue;
  readonly #alerts: SpeechQueue;

  /** The parts of a `SpeechQueue`. */
  constructor(
    mouth: Mouth,
    changed: () => void,
    limits: QueueLimits,
    listChanged: () => void = () => undefined,
  ) {
    const breaking: Mouth = {
      expect: (utterance) => mouth.expect?.(utterance),
      speak: (...spoken) => mouth.breakIn(...spoken),
      breakIn: (...spoken) => mouth.breakIn(...spoken),
      // The whole mouth is paused for the lines already.
      pause: () => undefined,
    };
    this.#turns = new SpeechQueue(mouth, changed, limits, listChanged);
    this.#alerts = new SpeechQueue(breaking, changed, { ...limits, ...alertLimits }, listChanged);
  }

  /** In order: alerts first. */
  get utterances(): readonly Utterance[] {
    return [...this.#alerts.utterances, ...this.#turns.utterances];
  }

  get lines(): readonly QueuedLine[] {
    return [...this.#alerts.lines, ...this.#turns.lines];
  }

  get speaking(): boolean {
    return this.#alerts.speaking || this.#turns.speaking;
  }

  get first(): QueueEntry | undefined {
    return this.#alerts.first ?? this.#turns.first;
  }

  /** The person whose words it speaks just before what this one gives next, if that waits for its turn. */
  before(authorId: string): string | undefined {
    return this.#turns.before(authorId);
  }

  refusal(authorId: string): QueueFullError | undefined {
    return this.#turns.refusal(authorId);
  }

  push(utterance: Utterance): Ticket {
    return (utterance.isAlert === true ? this.#alerts : this.#turns).push(utterance);
  }

  replace(utteranceId: string, by: Replacement): boolean {
    return this.#turns.replace(utteranceId, by);
  }

  toFront(utteranceId: string, of: 'all' | 'own'): boolean {
    return this.#turns.toFront(utteranceId, of);
  }

  skip(utteranceId?: string): boolean {
    return this.#alerts.skip(utteranceId) || this.#turns.skip(utteranceId);
  }

  skipAll(isMeant: Parameters<SpeechQueue['skipAll']>[0]): number {
    return this.#alerts.skipAll(isMeant) + this.#turns.skipAll(isMeant);
  }

  open(): void {
    this.#alerts.open();
    this.#turns.open();
  }

  hold(): void {
    this.#alerts.hold();
    this.#turns.hold();
  }

  pause(on: boolean): boolean {
    this.#alerts.pause(on);
    return this.#turns.pause(on);
  }

  /** Drops all but what is being spoken; resolves when that is over, with whether there was any. */
  async finish(): Promise<boolean> {
    const ends = await Promise.all([this.#alerts.finish(), this.#turns.finish()]);
    return ends.includes(true);
  }

  end(end: UtteranceEnd): void {
    this.#alerts.end(end);
    this.#turns.end(end);
  }
}
