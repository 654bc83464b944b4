import type { Track } from '#audio/track.ts';

import type { Utterance } from './calls.ts';

/** A line whose turn has come. */
export interface Said {
  readonly utterance: Utterance;
  /** How many lines wait for its end. */
  readonly waiting: number;
}

/** Where a queue's speech is heard. */
export interface Mouth {
  /** Told of what will be spoken, long enough before. */
  expect?(utterance: Utterance): void;
  /**
   * Begins to send a track, as far as it has come and what comes later. Returns what silences it at once; nothing more is
   * told then.
   */
  speak(track: Track, events: MouthEvents, said: Said): () => void;
  /**
   * The same at once: what is being spoken is cut at its next pause, two seconds later at most, and goes on behind this
   * from where it was cut.
   */
  breakIn(track: Track, events: MouthEvents, said: Said): () => void;
  /** Holds back what is being sent, and goes on with it where that was. */
  pause(on: boolean): void;
}

export interface MouthEvents {
  /** Its first frame was sent, and it is so many times as fast as its track. */
  started(tempo?: number): void;
  /** Another breaks in before the rest of it; or it goes on from there. */
  cut?(on: boolean): void;
  /** All that the track had was heard. */
  ended(): void;
}
