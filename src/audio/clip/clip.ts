/** Container of a clip, by its content. */
export type ClipFormat = 'mp3' | 'wav' | 'flac' | 'ogg' | 'm4a';

/** A reference recording of a voice: the exact bytes that a clone is made from. */
export interface Clip {
  readonly bytes: Uint8Array;
  readonly format: ClipFormat;
  readonly durationMs: number;
}
