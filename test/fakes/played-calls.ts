import { setImmediate as nextTurn } from 'node:timers/promises';

import { Track } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';
import { CallLines } from '#call/call-lines.ts';
import type {
  Calls,
  QueuedLine,
  Replacement,
  Ticket,
  Utterance,
  VoiceTarget,
} from '#call/calls.ts';
import type { Mouth, MouthEvents } from '#call/mouth-port.ts';
import { standardLimits } from '#call/queue-limits.ts';
import { Watchers } from '#call/watchers.ts';
import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { Instead, SpeechContext, SpeechRequest } from '#speech/speech.ts';

/** The request that is heard, or that a sound of a dictionary is. */
export type Heard = SpeechRequest | 'a sound';

/** Renders every request to one frame, by which whoever hears it knows what it is. */
export class KnownFrames implements Renderer {
  readonly #known = new WeakMap<Frame, Heard>();
  /** With what all that is rendered fails from now on. */
  failure: Error | undefined;
  /** Why another engine speaks from now on. */
  instead: Instead | undefined;

  render(request: SpeechRequest, { onSpoken }: Pick<SpeechContext, 'onSpoken'> = {}): Track {
    if (this.instead) onSpoken?.({ engine: 'embedded', instead: this.instead });
    if (!this.failure) return this.#track(request);
    const track = new Track();
    track.fail(this.failure);
    return track;
  }

  /** A sound of a dictionary. */
  sound(): Track {
    return this.#track('a sound');
  }

  /** Everything that is heard of a track, in order; the silence in between is nothing. */
  heardIn(track: Track): readonly Heard[] {
    return track.frames.flatMap((frame) => this.#known.get(frame) ?? []);
  }

  #track(heard: Heard): Track {
    const frame = new Uint8Array(1);
    this.#known.set(frame, heard);
    return Track.of([frame]);
  }
}

/** Held speech is not given up, however long the machine takes. */
const limits = { ...standardLimits, graceMs: 600_000 };

interface Room {
  channelId: string;
  readonly queue: CallLines;
  /** Everything that was heard to its end, in order. */
  readonly heard: Heard[];
  /** Resolves when what is spoken may end. */
  held: PromiseWithResolvers<void> | undefined;
  /** Why it is paused, and what goes on with what is spoken then. */
  pause: Text | undefined;
  paused: PromiseWithResolvers<void> | undefined;
}

/** Calls with the real queues, in which all that is spoken is heard at once, or once the test lets it be. */
export class PlayedCalls implements Calls {
  readonly #frames: KnownFrames;
  readonly #rooms = new Map<string, Room>();
  readonly #watchers = new Watchers();

  constructor(frames: KnownFrames) {
    this.#frames = frames;
  }

  /** Everything that was heard in a server from the first word to the last. */
  heard(guildId: string): readonly Heard[] {
    return this.#room(guildId).heard;
  }

  /** Keeps what is spoken from now on going until `go`; what comes after it waits. */
  hold(guildId: string): void {
    this.#room(guildId).held = Promise.withResolvers();
  }

  go(guildId: string): void {
    const room = this.#room(guildId);
    room.held?.resolve();
    room.held = undefined;
  }

  async join({ guildId, channelId }: VoiceTarget): Promise<void> {
    const known = this.#rooms.get(guildId);
    if (known) known.channelId = channelId;
    else this.#rooms.set(guildId, this.#opened(guildId, channelId));
  }

  channelOf(guildId: string): string | undefined {
    return this.#rooms.get(guildId)?.channelId;
  }

  speak(guildId: string, utterance: Utterance): Ticket {
    return this.#room(guildId).queue.push(utterance);
  }

  queue(guildId: string): readonly Utterance[] {
    return this.#rooms.get(guildId)?.queue.utterances ?? [];
  }

  lines(guildId: string): readonly QueuedLine[] {
    return this.#rooms.get(guildId)?.queue.lines ?? [];
  }

  watch(guildId: string, listener: () => void): () => void {
    return this.#watchers.watch(guildId, listener);
  }

  toFront(guildId: string, utteranceId: string, of: 'all' | 'own'): boolean {
    return this.#rooms.get(guildId)?.queue.toFront(utteranceId, of) ?? false;
  }

  clear(guildId: string, isMeant: (utterance: Utterance) => boolean): number {
    const queue = this.#rooms.get(guildId)?.queue;
    return queue?.skipAll((utterance, isSpoken) => !isSpoken && isMeant(utterance)) ?? 0;
  }

  before(guildId: string, authorId: string): string | undefined {
    return this.#rooms.get(guildId)?.queue.before(authorId);
  }

  refusal(guildId: string, authorId: string): UserError | undefined {
    return this.#rooms.get(guildId)?.queue.refusal(authorId);
  }

  deafnessOf(): undefined {
    return undefined;
  }

  hindranceOf(): undefined {
    return undefined;
  }

  replace(guildId: string, utteranceId: string, by: Replacement): boolean {
    return this.#rooms.get(guildId)?.queue.replace(utteranceId, by) ?? false;
  }

  skip(guildId: string, utteranceId?: string): boolean {
    return this.#rooms.get(guildId)?.queue.skip(utteranceId) ?? false;
  }

  skipAll(isMeant: (utterance: Utterance, guildId: string) => boolean): number {
    let count = 0;
    for (const [guildId, { queue }] of this.#rooms)
      count += queue.skipAll((utterance) => isMeant(utterance, guildId));
    return count;
  }

  pause(guildId: string, why: Text): boolean {
    const room = this.#rooms.get(guildId);
    if (!room?.queue.pause(true)) return false;
    room.pause = why;
    return true;
  }

  resume(guildId: string): boolean {
    const room = this.#rooms.get(guildId);
    if (!room?.queue.pause(false)) return false;
    room.pause = undefined;
    return true;
  }

  pauseOf(guildId: string): Text | undefined {
    return this.#rooms.get(guildId)?.pause;
  }

  leave(guildId: string): boolean {
    this.#rooms.get(guildId)?.queue.end({ outcome: 'left' });
    return this.#rooms.delete(guildId);
  }

  async close(): Promise<void> {}

  #room(guildId: string): Room {
    const room = this.#rooms.get(guildId);
    if (!room) throw new UserError(ownWords('I am in no voice channel here.'));
    return room;
  }

  #opened(guildId: string, channelId: string): Room {
    const mouth: Mouth = {
      speak: (track, events) => this.#spoken(room, track, events),
      breakIn: (track, events) => this.#spoken(room, track, events),
      pause(on) {
        room.paused?.resolve();
        room.paused = on ? Promise.withResolvers() : undefined;
      },
    };
    const listChanged = (): void => this.#watchers.tell(guildId);
    const queue = new CallLines(mouth, () => undefined, limits, listChanged);
    const idle = { held: undefined, pause: undefined, paused: undefined };
    const room: Room = { channelId, queue, heard: [], ...idle };
    queue.open();
    return room;
  }

  #spoken(room: Room, track: Track, events: MouthEvents): () => void {
    let stopped = false;
    const play = async (): Promise<void> => {
      await nextTurn();
      if (stopped) return;
      events.started();
      await Promise.all([room.held?.promise, track.whole().catch(() => undefined)]);
      await room.paused?.promise;
      if (stopped) return;
      room.heard.push(...this.#frames.heardIn(track));
      events.ended();
    };
    void play();
    return () => (stopped = true);
  }
}
