import { Track } from '#audio/track.ts';
import type { Utterance } from '#call/calls.ts';
import type { Mouth, MouthEvents } from '#call/mouth-port.ts';
import { standardLimits } from '#call/queue-limits.ts';
import { SpeechQueue } from '#call/queue.ts';

/** Any sound. */
export const frame = Uint8Array.of(0xf8, 1, 2);

/** Says a track by itself as soon as it is whole, or when told. */
export class FakeMouth implements Mouth {
  readonly spoken: Track[] = [];
  readonly stopped: Track[] = [];
  /** Those that broke into others. */
  readonly brokenIn: Track[] = [];
  readonly #automatic: boolean;
  current: MouthEvents | undefined;

  constructor({ automatic = true } = {}) {
    this.#automatic = automatic;
  }

  readonly pauses: boolean[] = [];

  pause(on: boolean): void {
    this.pauses.push(on);
  }

  breakIn(track: Track, events: MouthEvents) {
    this.brokenIn.push(track);
    return this.speak(track, events);
  }

  speak(track: Track, events: MouthEvents) {
    this.spoken.push(track);
    this.current = events;
    let stopped = false;
    const end = async () => {
      await Promise.resolve();
      events.started();
      await track.whole().catch(() => undefined);
      if (!stopped) events.ended();
    };
    if (this.#automatic) void end();
    return () => {
      if (!stopped) this.stopped.push(track);
      stopped = true;
    };
  }
}

/** Something to say; by default one frame. */
export function utterance(
  id: string,
  render: Utterance['render'] = () => Track.of([frame]),
): Utterance {
  return { id, authorId: 'author', render };
}

/** The same of somebody. */
export const by = (authorId: string, id: string): Utterance => ({ ...utterance(id), authorId });

/** A queue with these limits beside the usual ones. */
export function queueOf(mouth: Mouth, limits: Partial<typeof standardLimits> = {}): SpeechQueue {
  return new SpeechQueue(mouth, () => undefined, { ...standardLimits, ...limits });
}
