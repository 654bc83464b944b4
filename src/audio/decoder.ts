import type { Pcm } from './pcm.ts';

/** Reads one sound as it arrives. Throws an `AudioError` when the bytes are not what they should be. */
export interface Decoder {
  /** A bounded chunk of the sound; gives what can be decoded so far, and has to be read to its end. */
  decode(bytes: Uint8Array): AsyncIterable<Pcm>;
  /** No more bytes come. */
  end(): Promise<DecodedEnd>;
  /** Gives its memory back; to be called once, at any time. */
  close(): void;
}

export interface DecodedEnd {
  /** The sound that was held back, decoded: a fault in it is the decoder's end's. */
  readonly sound: readonly Pcm[];
  /** The bytes end before the sound does. */
  readonly truncated: boolean;
}
