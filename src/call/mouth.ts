import type { Track } from '../audio/track.ts';
import type { Mouth, MouthEvents, Mouthful } from './queue.ts';
import { packFrames, type ToWorker } from './voice-port.ts';

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
    let sentFrames = 0;
    let sending = false;
    let complete = false;
    const feed = () => {
      const frames = track.frames.slice(sentFrames);
      const last = track.ended;
      if (sending || complete || (frames.length === 0 && !last)) return;
      sentFrames += frames.length;
      complete = last;
      sending = true;
      this.#send({ type: 'frames', guildId, speech, frames: packFrames(frames), last }, () => {
        sending = false;
        feed();
      });
    };
    const unwatch = track.watch(feed);
    const stop = () => {
      complete = true;
      unwatch();
      if (this.#current?.speech !== speech) return;
      this.#current = undefined;
      this.#send({ type: 'stop', guildId, speech });
    };
    this.#current = { speech, started: () => events.started(), ended: () => events.ended(), stop };
    feed();
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
