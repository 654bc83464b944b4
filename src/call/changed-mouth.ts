import { isUnchanged, unchanged } from '#audio/changing/change.ts';
import type { Change } from '#audio/changing/change.ts';
import type { Track } from '#audio/track.ts';

import type { Utterance } from './calls.ts';
import { catchUpTempo } from './catching-up.ts';
import type { SoundChanger } from './lowering.ts';
import type { Mouth, MouthEvents, Said } from './mouth-port.ts';

/** How a guild wants to hear what is said. */
interface Hearing {
  readonly gainDb: number;
  /** Speech is faster while much waits. */
  readonly catchesUp: boolean;
  /** It is softer while others speak. */
  readonly lowers: boolean;
}

/** Knows how a guild wants to hear somebody. */
export type HearingOf = (guildId: string, userId: string) => Promise<Hearing>;

export interface Sounding {
  readonly hearingOf: HearingOf;
  readonly changer: SoundChanger;
}

interface OfGuild {
  readonly guildId: string;
  readonly log: (message: string) => void;
  /** Told before each line whether the call has to hear others for it. */
  readonly listens: (on: boolean) => void;
}

/** The mouth of a guild as it is to sound; the mouth itself where nothing says how. */
export function soundingAs(sounding: Sounding | undefined, mouth: Mouth, of: OfGuild): Mouth {
  return sounding ? new ChangedMouth(mouth, { ...sounding, ...of }) : mouth;
}

/** Changes what is spoken as a guild wants to hear it; what needs no change goes on as the track that it is. */
class ChangedMouth implements Mouth {
  readonly #inner: Mouth;
  readonly #parts: Sounding & OfGuild;

  constructor(inner: Mouth, parts: Sounding & OfGuild) {
    this.#inner = inner;
    this.#parts = parts;
  }

  expect(utterance: Utterance): void {
    void this.#warmFor(utterance);
  }

  speak(track: Track, events: MouthEvents, said: Said): () => void {
    return this.#sound(track, events, said, (...sounding) => this.#inner.speak(...sounding));
  }

  breakIn(track: Track, events: MouthEvents, said: Said): () => void {
    return this.#sound(track, events, said, (...sounding) => this.#inner.breakIn(...sounding));
  }

  #sound(track: Track, events: MouthEvents, said: Said, speak: Mouth['speak']): () => void {
    let isStopped = false;
    let stop = (): void => undefined;
    const begin = async (): Promise<void> => {
      const { change } = await this.#hearing(said);
      if (isStopped) return;
      stop = isUnchanged(change)
        ? speak(track, events, said)
        : this.#changed(track, { change, events, said, speak });
    };
    void begin();
    return () => {
      isStopped = true;
      stop();
    };
  }

  pause(on: boolean): void {
    this.#inner.pause(on);
  }

  async #warmFor(utterance: Utterance): Promise<void> {
    const { change, lowers } = await this.#hearing({ utterance, waiting: 0 });
    if (lowers || !isUnchanged(change)) this.#parts.changer.warm();
  }

  #changed(
    track: Track,
    {
      change,
      events,
      said,
      speak,
    }: {
      readonly change: Change;
      readonly events: MouthEvents;
      readonly said: Said;
      readonly speak: Mouth['speak'];
    },
  ): () => void {
    const changed = this.#parts.changer.change(track, change);
    const tempo = changed.track === track ? 1 : change.tempo;
    const stop = speak(changed.track, { ...events, started: () => events.started(tempo) }, said);
    return () => {
      stop();
      changed.stop();
    };
  }

  /** Never rejects: who can't be asked how to sound is heard all the same. */
  async #hearing({
    utterance,
    waiting,
  }: Said): Promise<{ readonly change: Change; readonly lowers: boolean }> {
    const { guildId, hearingOf, listens, log } = this.#parts;
    try {
      const userId = utterance.wordsOf ?? utterance.authorId;
      const { gainDb, catchesUp, lowers } = await hearingOf(guildId, userId);
      listens(lowers);
      return {
        change: {
          gainDb: gainDb + (utterance.louderDb ?? 0),
          tempo: catchesUp ? catchUpTempo(waiting) : 1,
        },
        lowers,
      };
    } catch (error) {
      log(`how it is to sound could not be read: ${String(error)}`);
      return { change: unchanged, lowers: false };
    }
  }
}
