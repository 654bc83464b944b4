import { feed } from '#audio/feed.ts';
import { packFrames } from '#audio/frame-pack.ts';
import { HeardPace } from '#audio/heard-pace.ts';
import { pauseIn } from '#audio/pauses.ts';
import { frameMs } from '#audio/track.ts';
import type { Track } from '#audio/track.ts';

import type { ToCall } from './call-workers.ts';
import type { Lowering } from './lowering.ts';
import type { Mouth, MouthEvents } from './mouth-port.ts';
import type { Place } from './voice-port.ts';

/** Sends a message to the guild's worker; `taken` is called once the message is out of this process. */
export type Send = (message: ToCall, taken?: () => void) => void;

/** A line is cut at a pause within so long, or at its softest moment; of two seconds the rest is for the way to the worker. */
const cutWithinMs = 1_700;
/** Frames until a worker has heard where it is to cut. */
const leadFrames = 3;

interface Speech {
  readonly number: number;
  readonly track: Track;
  readonly events: MouthEvents;
}

/**
 * One guild's speech over the port: a whole track goes over in one message, a growing one in batches of what has
 * come, which are larger once enough is there to be heard meanwhile. A batch is sent when the one before it is out, so a slow
 * port makes batches larger and not the backlog.
 */
export class WorkerMouth implements Mouth {
  readonly #guildId: string;
  readonly #send: Send;
  readonly #lowering: Lowering | undefined;
  #current: Speech | undefined;
  /** Those that break into it, by their number. */
  readonly #breaking = new Map<number, Speech>();
  /** The one of these that is heard. */
  #brokenInBy: number | undefined;
  /** They wait to be told where the worker is. */
  #asking: ((at: Place | undefined) => void)[] = [];
  #speeches = 0;

  /** `lowering`: softens it while others speak. */
  constructor(guildId: string, send: Send, lowering?: Lowering) {
    this.#guildId = guildId;
    this.#send = send;
    this.#lowering = lowering;
  }

  /** Numbers what is spoken on from here, as another process has numbered what it gave the worker. */
  goOn(speech: number): void {
    this.#speeches = speech;
  }

  speak(track: Track, events: MouthEvents): () => void {
    const guildId = this.#guildId;
    const number = (this.#speeches += 1);
    const stopFeed = this.#feed(number, track);
    this.#current = { number, track, events };
    if (this.#brokenInBy !== undefined) events.cut?.(true);
    this.#lowering?.begin(track, (from, frames, taken) =>
      this.#send(
        { type: 'replace', guildId, speech: number, from, frames: packFrames(frames) },
        taken,
      ),
    );
    return () => {
      stopFeed();
      if (this.#current?.number !== number) return;
      this.#over();
      this.#send({ type: 'stop', guildId, speech: number });
    };
  }

  breakIn(track: Track, events: MouthEvents): () => void {
    const guildId = this.#guildId;
    const number = (this.#speeches += 1);
    this.#breaking.set(number, { number, track, events });
    let stopFeed = (): void => undefined;
    const begin = async (): Promise<void> => {
      const at = await this.#nextPause();
      if (!this.#breaking.has(number)) return;
      this.#send({ type: 'break-in', guildId, speech: number, at });
      stopFeed = this.#feed(number, track);
    };
    void begin();
    return () => {
      stopFeed();
      if (!this.#breaking.has(number)) return;
      this.#brokenIn(number);
      this.#send({ type: 'stop', guildId, speech: number });
    };
  }

  pause(on: boolean): void {
    this.#send({ type: 'pause', guildId: this.#guildId, on });
  }

  started(speech: number): void {
    const breaking = this.#breaking.get(speech);
    if (breaking) {
      this.#brokenInBy = speech;
      breaking.events.started();
      this.#current?.events.cut?.(true);
    } else if (this.#current?.number === speech) this.#current.events.started();
  }

  ended(speech: number): void {
    const breaking = this.#breaking.get(speech);
    if (breaking) {
      this.#brokenIn(speech);
      return breaking.events.ended();
    }
    if (this.#current?.number !== speech) return;
    const { events } = this.#current;
    this.#over();
    events.ended();
  }

  /** The worker says where it is. */
  here(at: Place | undefined): void {
    const asking = this.#asking;
    this.#asking = [];
    for (const tell of asking) tell(at);
  }

  /** Others speak, or none does any more; `at` is where the worker is. */
  others(speaking: boolean, at: Place | undefined): void {
    const isCurrent = at !== undefined && at.speech === this.#current?.number;
    this.#lowering?.others(speaking, isCurrent ? at.next : 0);
  }

  #feed(speech: number, track: Track): () => void {
    const guildId = this.#guildId;
    return feed(
      track,
      (frames, last, taken) =>
        this.#send({ type: 'frames', guildId, speech, frames: packFrames(frames), last }, taken),
      new HeardPace(),
    );
  }

  /** The frame of what is being spoken at which it is best cut. */
  async #nextPause(): Promise<number> {
    if (!this.#current) return 0;
    const at = await new Promise<Place | undefined>((resolve) => {
      this.#asking.push(resolve);
      this.#send({ type: 'where', guildId: this.#guildId });
    });
    const current = this.#current;
    if (at === undefined || at.speech !== current?.number) return 0;
    const from = at.next + leadFrames;
    const frames = current.track.frames.slice(from, from + cutWithinMs / frameMs);
    const pause = await pauseIn(frames);
    // Another line may have followed meanwhile: that frame of it may be a minute away.
    return this.#current?.number === at.speech ? from + pause : 0;
  }

  /** A speech that broke in is over. */
  #brokenIn(speech: number): void {
    this.#breaking.delete(speech);
    if (this.#brokenInBy !== speech) return;
    this.#brokenInBy = undefined;
    this.#current?.events.cut?.(false);
  }

  #over(): void {
    this.#current = undefined;
    this.#lowering?.end();
  }
}
