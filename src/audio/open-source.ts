import type { Decoder } from './decoder.ts';
import type { OpusRate } from './encoder.ts';
import { flacDecoder } from './flac.ts';
import { FrameMaker } from './frame-maker.ts';
import { transcodedFrames } from './frame-source.ts';
import type { FrameSource } from './frame-source.ts';
import { withoutSilentLead } from './lead-trim.ts';
import { mp3Decoder } from './mp3.ts';
import { OpusFrames } from './opus-frames.ts';
import { opusEncoder } from './opus-libraries.ts';
import type { PcmStage } from './pcm.ts';
import { SilenceTrim } from './silence.ts';
import type { AudioFormat } from './sniff.ts';
import { vorbisDecoder } from './vorbis.ts';
import { WavDecoder } from './wav.ts';

export interface SourceOptions {
  /** Shorten the silence that engines put before and after speech. */
  readonly trimSilence: boolean;
  /** More steps for the mono sound before it is encoded, in this order. */
  readonly stages?: ((sampleRate: OpusRate) => readonly PcmStage[]) | undefined;
}

export interface OpenSource extends FrameSource {
  /** Nothing that can be heard has come so far; false where nobody listened. */
  readonly isSilent: () => boolean;
}

const openDecoder: Readonly<Record<Exclude<AudioFormat, 'ogg-opus'>, () => Promise<Decoder>>> = {
  wav: async () => new WavDecoder(),
  mp3: mp3Decoder,
  flac: flacDecoder,
  'ogg-vorbis': vorbisDecoder,
};

export async function openSource(
  format: AudioFormat,
  { trimSilence, stages }: SourceOptions,
): Promise<OpenSource> {
  const { open: openEncoder } = await opusEncoder();
  const openStages = (rate: OpusRate) => stages?.(rate) ?? [];
  if (format === 'ogg-opus') {
    const source = new OpusFrames(() => new FrameMaker({ openEncoder, openStages }));
    const trimmed: FrameSource = trimSilence ? withoutSilentLead(source) : source;
    return opened(trimmed, () => false);
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
  const source = transcodedFrames(await openDecoder[format](), maker);
  return opened(source, () => trim?.heardAny === false);
}

function opened(source: FrameSource, isSilent: () => boolean): OpenSource {
  return {
    push: (bytes) => source.push(bytes),
    end: () => source.end(),
    close: () => source.close(),
    isSilent,
  };
}
