import { packFrames } from '#audio/frame-pack.ts';
import type { Frame, Track } from '#audio/track.ts';

import type { Mouth, MouthEvents, Mouthful } from './queue.ts';
import type { ToWorker } from './voice-port.ts';

/** Sends a message to the guild's worker; `taken` is called once the message is out of this process. */
export type Send = (message: ToWorker, taken?: () => void) => void;

interface OnItsWay extends MouthEvents, Mouthful {
  readonly speech: number;
}

/**
 * One guild's speech over the port: a whole track goes over in one message, a growing one in batches of what has
 * come. A batch is sent when the one before it is out, so a slow port makes batches larger and not the backlog.
 */
export class WorkerMouth implements Mouth {
  readonly #guildId: string;
  readonly #send: Send;
  #current: OnItsWay | undefined;
  #speeches = 0;

  constructor(guildId: string, send: Send) {
    this.#guildId = guildId;
    this.#send = send;
  }

  speak(track: Track, events: MouthEvents): Mouthful {
    const guildId = this.#guildId;
    const speech = (this.#speeches += 1);
    const feed = new Feed(track, (frames, last, taken) =>
      this.#send({ type: 'frames', guildId, speech, frames: packFrames(frames), last }, taken),
    );
    const stop = () => {
      feed.stop();
      if (this.#current?.speech !== speech) return;
      this.#current = undefined;
      this.#send({ type: 'stop', guildId, speech });
    };
    this.#current = { speech, started: () => events.started(), ended: () => events.ended(), stop };
    return { stop };
  }

  started(speech: number): void {
    if (this.#current?.speech === speech) this.#current.started();
  }

  ended(speech: number): void {
    if (this.#current?.speech !== speech) return;
    const over = this.#current;
    this.#current = undefined;
    over.ended();
  }
}

type Deliver = (frames: readonly Frame[], last: boolean, taken: () => void) => void;

/** Delivers a track's frames in batches, each when the one before has been taken. */
class Feed {
  readonly #track: Track;
  readonly #deliver: Deliver;
  readonly #unwatch: () => void;
  #delivered = 0;
  #awaited = false;
  #busy = false;
  #over = false;

  constructor(track: Track, deliver: Deliver) {
    this.#track = track;
    this.#deliver = deliver;
    this.#unwatch = track.watch(() => this.#soon());
    this.#soon();
  }

  /** A kept track outlives its feeds, so none stays on its list. */
  stop(): void {
    this.#over = true;
    this.#unwatch();
  }

  /** Frames come in bursts: what one turn brings is one batch. */
  #soon(): void {
    if (this.#awaited) return;
    this.#awaited = true;
    queueMicrotask(() => {
      this.#awaited = false;
      this.#next();
    });
  }

  #next(): void {
    const { frames, ended } = this.#track;
    if (this.#busy || this.#over || (frames.length === this.#delivered && !ended)) return;
    const batch = frames.slice(this.#delivered);
    this.#delivered = frames.length;
    this.#busy = true;
    if (ended) this.stop();
    this.#deliver(batch, ended, () => {
      this.#busy = false;
      this.#next();
    });
  }
}
