import type { Clip } from '#audio/clip/clip.ts';

/** Everything that is known of a kept clip without reading it. */
export interface ClipFacts {
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  readonly format: Clip['format'];
  readonly durationMs: number;
  readonly sizeBytes: number;
}

/**
 * Kept recordings. They are put by what refers to them (`Voices.keep`, `Dictionaries.put`) and go with the last of
 * those, so there is nothing here to put or to remove.
 */
export interface Clips {
  /** The exact bytes that were kept; undefined when nothing refers to them any more. */
  read(hash: string): Promise<Clip | undefined>;
}
