/** Names of what is kept, both from `CacheKeys`. */
export interface FrameName {
  readonly key: string;
  readonly voice: string;
}

/** Frames as they were put, and when that was, in milliseconds since 1970 UTC: copies of them are no younger. */
export interface KeptFrames {
  readonly packed: Uint8Array;
  readonly writtenMs: number;
}

/** Keeps packed frames beyond a restart. It may forget what it likes, but never gives anything but what was put. */
export interface FrameStore {
  /** Undefined when it is not there, too old, damaged or cannot be read. Never rejects. */
  get(name: FrameName): Promise<KeptFrames | undefined>;
  /** Whether it is there, as far as is known without looking. */
  has(name: FrameName): boolean;
  /** Never rejects: what cannot be written will be missed, and nothing else. */
  put(name: FrameName, packed: Uint8Array): Promise<void>;
  /** Removes all that was spoken with the voice, also what is being written. Rejects when something stays. */
  forget(voice: string): Promise<void>;
}
