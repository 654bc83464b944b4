import type { Pcm } from './pcm.ts';

/** Reads one sound as it arrives. Rejects with an `AudioError` when the bytes are not what they should be. */
export interface Decoder {
  /** A bounded chunk of the sound; gives what can be decoded so far. */
  decode(bytes: Uint8Array): Promise<readonly Pcm[]>;
  /** No more bytes come. */
  end(): Promise<DecodedEnd>;
  /** Gives its memory back; may be called at any time, and twice. */
  close(): void;
}

export interface DecodedEnd {
  /** The sound that was held back. */
  readonly sound: readonly Pcm[];
  /** The bytes end before the sound does. */
  readonly truncated: boolean;
}
