import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import type { FrameMaker } from './frame-maker.ts';
import type { Frame } from './track.ts';

/** Bytes of one sound in, its frames out. */
export interface FrameSource {
  push(bytes: Uint8Array): AsyncIterable<Frame>;
  /** The last frames; rejects after them when the sound is not whole. */
  end(): AsyncIterable<Frame>;
  close(): void;
}

/** Decodes and encodes. */
export function transcodedFrames(decoder: Decoder, maker: FrameMaker): FrameSource {
  return {
    async *push(bytes) {
      for (const pcm of await blamed(decoder.decode(bytes))) yield* maker.push(pcm);
    },
    async *end() {
      const { sound, truncated } = await blamed(decoder.end());
      for (const pcm of sound) yield* maker.push(pcm);
      yield* maker.end();
      if (truncated) throw new AudioError('truncated', 'it was cut short');
    },
    close() {
      decoder.close();
      maker.close();
    },
  };
}

/** Decoders are other people's code on strangers' bytes: whatever they throw means that the bytes are bad. */
async function blamed<T>(decoded: Promise<T>): Promise<T> {
  try {
    return await decoded;
  } catch (error) {
    if (error instanceof AudioError) throw error;
    throw new AudioError('corrupt', 'it cannot be decoded', { cause: error });
  }
}
