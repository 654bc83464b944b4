import { feed } from '#audio/feed.ts';
import { packFrames } from '#audio/frame-pack.ts';
import type { Track } from '#audio/track.ts';

import type { Lowering } from './lowering.ts';
import type { Mouth, MouthEvents } from './mouth-port.ts';
import type { Place, ToWorker } from './voice-port.ts';

/** Sends a message to the guild's worker; `taken` is called once the message is out of this process. */
export type Send = (message: ToWorker, taken?: () => void) => void;

/**
 * One guild's speech over the port: a whole track goes over in one message, a growing one in batches of what has
 * come. A batch is sent when the one before it is out, so a slow port makes batches larger and not the backlog.
 */
export class WorkerMouth implements Mouth {
  readonly #guildId: string;
  readonly #send: Send;
  readonly #lowering: Lowering | undefined;
  #current: { readonly speech: number; readonly events: MouthEvents } | undefined;
  #speeches = 0;

  /** `lowering`: softens it while others speak. */
  constructor(guildId: string, send: Send, lowering?: Lowering) {
    this.#guildId = guildId;
    this.#send = send;
    this.#lowering = lowering;
  }

  speak(track: Track, events: MouthEvents): () => void {
    const guildId = this.#guildId;
    const speech = (this.#speeches += 1);
    const stopFeed = feed(track, (frames, last, taken) =>
      this.#send({ type: 'frames', guildId, speech, frames: packFrames(frames), last }, taken),
    );
    this.#current = { speech, events };
    this.#lowering?.begin(track, (from, frames, taken) =>
      this.#send({ type: 'replace', guildId, speech, from, frames: packFrames(frames) }, taken),
    );
    return () => {
      stopFeed();
      if (this.#current?.speech !== speech) return;
      this.#over();
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
    this.#over();
    events.ended();
  }

  /** Others speak, or none does any more; `at` is where the worker is. */
  others(speaking: boolean, at: Place | undefined): void {
    const isCurrent = at !== undefined && at.speech === this.#current?.speech;
    this.#lowering?.others(speaking, isCurrent ? at.next : 0);
  }

  #over(): void {
    this.#current = undefined;
    this.#lowering?.end();
  }
}
