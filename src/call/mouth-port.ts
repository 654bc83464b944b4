import type { Track } from '#audio/track.ts';

/** Where a queue's speech is heard. */
export interface Mouth {
  /**
   * Begins to send a track, as far as it has come and what comes later. Returns what silences it at once; nothing more is
   * told then.
   */
  speak(track: Track, events: MouthEvents): () => void;
  /** Holds back what is being sent, and goes on with it where that was. */
  pause(on: boolean): void;
}

export interface MouthEvents {
  started(): void;
  /** All that the track had was heard. */
  ended(): void;
}
