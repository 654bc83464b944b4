import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { MPEGDecoder } from 'mpg123-decoder';
import { OggOpusDecoder } from 'ogg-opus-decoder';

import type { ClipFacts } from './order.ts';
import { pitchOf } from './pitch.ts';
import { readWav } from './wav.ts';

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
}

/** Larger clips are not decoded: no service takes them. */
const decodedBytes = 10 * 1024 * 1024;

/** Format by content, length by decoding, fundamental frequency by listening. Never throws for what is in the clip. */
export async function measureClip(clip: Uint8Array): Promise<ClipFacts> {
  const format = formatOf(clip);
  const unknown: ClipFacts = { format, durationMs: 0, pitchHz: undefined };
  if (!format || clip.length > decodedBytes) return unknown;
  // AAC can't be decoded here: the container's word has to do.
  if (format === 'm4a') return { ...unknown, durationMs: m4aDurationMs(clip) };
  try {
    const { samples, sampleRate } = await decode(clip, format);
    const durationMs = (samples.length / sampleRate) * 1000;
    return { format, durationMs, pitchHz: pitchOf(samples, sampleRate) };
  } catch {
    return unknown;
  }
}

function formatOf(clip: Uint8Array): ClipFacts['format'] {
  const head = Buffer.from(clip.subarray(0, 12)).toString('latin1');
  if (head.startsWith('RIFF') && head.slice(8) === 'WAVE') return 'wav';
  if (head.startsWith('fLaC')) return 'flac';
  if (head.startsWith('OggS')) return 'ogg';
  if (head.slice(4, 8) === 'ftyp') return 'm4a';
  const [first = 0, second = 0] = clip;
  // Layer III alone: an AAC stream begins with the same eleven bits.
  if (head.startsWith('ID3') || (first === 0xff && (second & 0xe6) === 0xe2)) return 'mp3';
  return undefined;
}

async function decode(
  clip: Uint8Array,
  format: 'mp3' | 'wav' | 'flac' | 'ogg',
): Promise<{ samples: Float32Array; sampleRate: number }> {
  switch (format) {
    case 'wav':
      return readWav(clip);
    case 'mp3':
      return whole(new MPEGDecoder(), (decoder) => decoder.decode(clip));
    case 'flac':
      return whole(new FLACDecoder(), (decoder) => decoder.decodeFile(clip));
    case 'ogg':
      return Buffer.from(clip.subarray(0, 64)).includes('OpusHead')
        ? whole(new OggOpusDecoder(), (decoder) => decoder.decodeFile(clip))
        : whole(new OggVorbisDecoder(), (decoder) => decoder.decodeFile(clip));
    default:
      return format satisfies never;
  }
}

async function whole<Decoder extends { ready: Promise<void>; free(): void }>(
  decoder: Decoder,
  run: (decoder: Decoder) => Decoded | Promise<Decoded>,
): Promise<{ samples: Float32Array; sampleRate: number }> {
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate } = await run(decoder);
    if (samplesDecoded === 0 || sampleRate === 0) throw new Error('Nothing could be decoded');
    return { samples: Float32Array.from(channelData[0] ?? []), sampleRate };
  } finally {
    decoder.free();
  }
}

/** Duration that the movie header (`moov.mvhd`) states. */
function m4aDurationMs(clip: Uint8Array): number {
  const bytes = Buffer.from(clip.buffer, clip.byteOffset, clip.byteLength);
  const at = bytes.indexOf('mvhd', 0, 'latin1');
  if (at < 0 || at + 36 > bytes.length) return 0;
  const long = bytes.readUInt8(at + 4) === 1;
  const scale = bytes.readUInt32BE(at + (long ? 24 : 16));
  const duration = long ? Number(bytes.readBigUInt64BE(at + 28)) : bytes.readUInt32BE(at + 20);
  return scale === 0 ? 0 : (duration / scale) * 1000;
}
