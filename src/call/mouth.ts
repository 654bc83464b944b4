import { feed } from '#audio/feed.ts';
import { packFrames } from '#audio/frame-pack.ts';
import type { Track } from '#audio/track.ts';

import type { Mouth, MouthEvents } from './mouth-port.ts';
import type { ToWorker } from './voice-port.ts';

/** Sends a message to the guild's worker; `taken` is called once the message is out of this process. */
export type Send = (message: ToWorker, taken?: () => void) => void;

/**
 * One guild's speech over the port: a whole track goes over in one message, a growing one in batches of what has
 * come. A batch is sent when the one before it is out, so a slow port makes batches larger and not the backlog.
 */
export class WorkerMouth implements Mouth {
  readonly #guildId: string;
  readonly #send: Send;
  #current: { readonly speech: number; readonly events: MouthEvents } | undefined;
  #speeches = 0;

  constructor(guildId: string, send: Send) {
    this.#guildId = guildId;
    this.#send = send;
  }

  speak(track: Track, events: MouthEvents): () => void {
    const guildId = this.#guildId;
    const speech = (this.#speeches += 1);
    const stopFeed = feed(track, (frames, last, taken) =>
      this.#send({ type: 'frames', guildId, speech, frames: packFrames(frames), last }, taken),
    );
    this.#current = { speech, events };
    return () => {
      stopFeed();
      if (this.#current?.speech !== speech) return;
      this.#current = undefined;
      this.#send({ type: 'stop', guildId, speech });
    };
  }

  pause(on: boolean): void {
    this.#send({ type: 'pause', guildId: this.#guildId, on });
  }

  started(speech: number): void {
    if (this.#current?.speech === speech) this.#current.events.started();
  }

  ended(speech: number): void {
    if (this.#current?.speech !== speech) return;
    const { events } = this.#current;
    this.#current = undefined;
    events.ended();
  }
}
