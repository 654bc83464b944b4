import type {
  Calls,
  QueuedLine,
  Replacement,
  Ticket,
  Utterance,
  UtteranceEnd,
  VoiceTarget,
} from '#call/calls.ts';
import { Watchers } from '#call/watchers.ts';
import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

interface Spoken {
  utterance: Utterance;
  readonly controller: AbortController;
  start(heard: boolean): void;
  end(how: UtteranceEnd): void;
  move(before: number): void;
}

/** Calls in which the test says when something begins and ends. */
export class FakeCalls implements Calls {
  /** The line whose turn it is hasn’t been made yet, and isn’t heard. */
  isLate = false;
  readonly joined: VoiceTarget[] = [];
  readonly spoken: Spoken[] = [];
  readonly left: string[] = [];
  joining: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();
  readonly #channels = new Map<string, string>();
  readonly #queues = new Map<string, Spoken[]>();
  readonly #watchers = new Watchers();
  readonly #pauses = new Map<string, Text>();
  /** Why nobody hears anything. */
  hindrance: Text | undefined;

  inChannel(guildId: string, channelId: string): this {
    this.#channels.set(guildId, channelId);
    return this;
  }

  async join(target: VoiceTarget, signal: AbortSignal): Promise<void> {
    this.joined.push(target);
    this.#channels.set(target.guildId, target.channelId);
    try {
      await this.joining(signal);
    } catch (error) {
      this.#channels.delete(target.guildId);
      throw error;
    }
  }

  channelOf(guildId: string): string | undefined {
    return this.#channels.get(guildId);
  }

  speak(guildId: string, utterance: Utterance): Ticket {
    if (!this.#channels.has(guildId)) throw new UserError(ownWords('no call'));
    const queue = this.#queues.get(guildId) ?? [];
    this.#queues.set(guildId, queue);
    const started = Promise.withResolvers<boolean>();
    const ended = Promise.withResolvers<UtteranceEnd>();
    const controller = new AbortController();
    let tell: ((before: number) => void) | undefined;
    const spoken: Spoken = {
      utterance,
      controller,
      start: (heard) => started.resolve(heard),
      end: (how) => {
        started.resolve(false);
        queue.splice(queue.indexOf(spoken), 1);
        ended.resolve(how);
        this.#watchers.tell(guildId);
      },
      move: (before) => tell?.(before),
    };
    const position = queue.push(spoken) - 1;
    this.spoken.push(spoken);
    this.#watchers.tell(guildId);
    if (position === 0) utterance.render(controller.signal);
    return {
      position,
      onMoved: (listener) => (tell = listener),
      started: started.promise,
      ended: ended.promise,
    };
  }

  before(guildId: string): string | undefined {
    const last = this.queue(guildId).at(-1);
    return last?.wordsOf ?? last?.authorId;
  }

  deafnessOf(): undefined {
    return undefined;
  }

  hindranceOf(): Text | undefined {
    return this.hindrance;
  }

  refusal(): undefined {
    return undefined;
  }

  queue(guildId: string): readonly Utterance[] {
    return (this.#queues.get(guildId) ?? []).map(({ utterance }) => utterance);
  }

  /** The first is being spoken; each takes as long as it is expected to. */
  lines(guildId: string): readonly QueuedLine[] {
    return this.queue(guildId).map((utterance, place) => {
      const lengthMs = utterance.about?.().expectedMs ?? 0;
      const isSpoken = place === 0 && !this.isLate;
      return { utterance, isSpoken, cameAtMs: place, lengthMs, leftMs: lengthMs };
    });
  }

  watch(guildId: string, listener: () => void): () => void {
    return this.#watchers.watch(guildId, listener);
  }

  toFront(guildId: string, utteranceId: string, of: 'all' | 'own'): boolean {
    const queue = this.#queues.get(guildId) ?? [];
    const at = queue.findIndex(({ utterance }) => utterance.id === utteranceId);
    const [moved] = at > 0 ? queue.splice(at, 1) : [];
    if (!moved) return false;
    const isTaken = ({ utterance: { authorId } }: Spoken, place: number): boolean =>
      place > 0 && (of === 'all' || authorId === moved.utterance.authorId);
    const place = queue.findIndex(isTaken);
    queue.splice(place < 0 ? at : place, 0, moved);
    this.#watchers.tell(guildId);
    return true;
  }

  clear(guildId: string, isMeant: (utterance: Utterance) => boolean): number {
    const meant = this.queue(guildId).filter((each, place) => place > 0 && isMeant(each));
    for (const { id } of meant) this.skip(guildId, id);
    return meant.length;
  }

  replace(guildId: string, utteranceId: string, by: Replacement): boolean {
    const queue = this.#queues.get(guildId) ?? [];
    const found = queue.find(({ utterance }) => utterance.id === utteranceId);
    if (!found || found === queue[0]) return false;
    const { voiceId: _, ...utterance } = found.utterance;
    found.utterance = { ...utterance, ...by };
    return true;
  }

  skip(guildId: string, utteranceId?: string): boolean {
    const queue = this.#queues.get(guildId) ?? [];
    const found =
      utteranceId === undefined
        ? queue[0]
        : queue.find(({ utterance }) => utterance.id === utteranceId);
    found?.controller.abort();
    found?.end({ outcome: 'skipped' });
    return found !== undefined;
  }

  skipAll(isMeant: (utterance: Utterance, guildId: string) => boolean): number {
    let skipped = 0;
    for (const guildId of this.#queues.keys())
      for (const utterance of this.queue(guildId))
        if (isMeant(utterance, guildId) && this.skip(guildId, utterance.id)) skipped += 1;
    return skipped;
  }

  leave(guildId: string): boolean {
    this.left.push(guildId);
    const wasThere = this.#channels.delete(guildId);
    this.#pauses.delete(guildId);
    this.#watchers.tell(guildId);
    return wasThere;
  }

  pause(guildId: string, why: Text): boolean {
    if (!this.#channels.has(guildId) || this.#pauses.has(guildId)) return false;
    this.#pauses.set(guildId, why);
    this.#watchers.tell(guildId);
    return true;
  }

  resume(guildId: string): boolean {
    const wasPaused = this.#pauses.delete(guildId);
    this.#watchers.tell(guildId);
    return wasPaused;
  }

  pauseOf(guildId: string): Text | undefined {
    return this.#pauses.get(guildId);
  }

  async close(): Promise<void> {}
}
