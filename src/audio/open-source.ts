import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import type { OpusRate } from './encoder.ts';
import { flacDecoder } from './flac.ts';
import { FrameMaker } from './frame-maker.ts';
import type { FramesOptions } from './frames.ts';
import { withoutSilentLead } from './lead-trim.ts';
import { mp3Decoder } from './mp3.ts';
import { OpusFrames } from './opus-frames.ts';
import { opusEncoder } from './opus-libraries.ts';
import type { Pcm } from './pcm.ts';
import { SilenceTrim } from './silence.ts';
import type { AudioFormat } from './sniff.ts';
import type { Frame } from './track.ts';
import { vorbisDecoder } from './vorbis.ts';
import { WavDecoder } from './wav.ts';

/** Bytes of one sound in, its frames out. */
export interface FrameSource {
  push(bytes: Uint8Array): AsyncIterable<Frame>;
  /** The last frames; rejects after them when the sound is not whole. */
  end(): AsyncIterable<Frame>;
  close(): void;
}

export interface OpenSource {
  readonly frames: FrameSource;
  /** Nothing that can be heard has come so far; false where nobody listened. */
  readonly isSilent: () => boolean;
}

/** Opens what decodes a sound whole; Opus mostly need not be decoded to become frames. */
export const openDecoder: Readonly<
  Record<Exclude<AudioFormat, 'ogg-opus'>, () => Promise<Decoder>>
> = {
  wav: async () => new WavDecoder(),
  mp3: mp3Decoder,
  flac: flacDecoder,
  'ogg-vorbis': vorbisDecoder,
};

export async function openSource(
  format: AudioFormat,
  { trimSilence = true, stages }: FramesOptions,
): Promise<OpenSource> {
  const { open: openEncoder } = await opusEncoder();
  const openStages = (rate: OpusRate) => stages?.(rate) ?? [];
  if (format === 'ogg-opus') {
    const source = new OpusFrames(() => new FrameMaker({ openEncoder, openStages }));
    return { frames: trimSilence ? withoutSilentLead(source) : source, isSilent: () => false };
  }
  let trim: SilenceTrim | undefined;
  const maker = new FrameMaker({
    openEncoder,
    openStages(rate) {
      if (!trimSilence) return openStages(rate);
      trim = new SilenceTrim(rate);
      return [trim, ...openStages(rate)];
    },
  });
  const frames = transcodedFrames(await openDecoder[format](), maker);
  return { frames, isSilent: () => trim?.heardAny === false };
}

/** Decodes and encodes. */
function transcodedFrames(decoder: Decoder, maker: FrameMaker): FrameSource {
  return {
    async *push(bytes) {
      for await (const pcm of decoded(decoder, bytes)) yield* maker.push(pcm);
    },
    async *end() {
      const { sound, truncated } = await decoder.end().catch(blame);
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

async function* decoded(decoder: Decoder, bytes: Uint8Array): AsyncGenerator<Pcm> {
  try {
    yield* decoder.decode(bytes);
  } catch (error) {
    blame(error);
  }
}

/** Decoders are other people's code on strangers' bytes: whatever they throw means that the bytes are bad. */
function blame(error: unknown): never {
  if (error instanceof AudioError) throw error;
  throw new AudioError('corrupt', 'it cannot be decoded', { cause: error });
}
