import { AudioError } from '../audio-error.ts';
import type { Decoder } from '../decoder.ts';
import { openDecoder } from '../open-source.ts';
import type { Pcm } from '../pcm.ts';
import { withHead } from '../sniff.ts';
import { clipCodec } from './clip-format.ts';
import type { ClipCodec } from './clip-format.ts';
import { m4aSound } from './m4a-sound.ts';
import type { LoadAac } from './m4a-sound.ts';
import { OpusSound } from './opus-sound.ts';

/** The bytes of a file, as they come in. */
export interface ClipBytes {
  readonly sizeBytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A clip that is being decoded. */
export interface ClipSound {
  readonly codec: ClipCodec;
  /** The sound in small pieces; rejects with an `AudioError`. A listener that has heard enough leaves early. */
  readonly pieces: AsyncIterable<Pcm>;
}

/** The codecs that are decoded as they come, in pieces of any size. */
type StreamedCodec = Exclude<ClipCodec, 'm4a'>;

const openers: Readonly<Record<StreamedCodec, () => Promise<Decoder>>> = {
  ...openDecoder,
  'ogg-opus': async () => new OpusSound(),
};

/** Outside these a rate is a lie or no recording of a voice, and a resampler for it could grow without bounds. */
const minSampleRate = 4000;
const maxSampleRate = 192_000;
const maxChannels = 8;

/** Opens a clip by its content. Rejects with an `AudioError` when it is no sound that is read here. */
export async function openClip(clip: ClipBytes, loadAac: LoadAac): Promise<ClipSound> {
  const { head, all } = await withHead(clip.chunks);
  const codec = clipCodec(head);
  // The index of an MP4 file may lie at its end, so nothing can be done before all of it is there.
  const pieces =
    codec === 'm4a'
      ? m4aSound(await wholeFile({ sizeBytes: clip.sizeBytes, chunks: all }), loadAac)
      : streamed(all, openers[codec], maxPieceBytes[codec]);
  return { codec, pieces: plausible(pieces) };
}

export async function wholeFile({ sizeBytes, chunks }: ClipBytes): Promise<Uint8Array> {
  const file = new Uint8Array(sizeBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    file.set(chunk, filled);
    filled += chunk.length;
  }
  return file;
}

async function* streamed(
  bytes: AsyncIterable<Uint8Array>,
  open: () => Promise<Decoder>,
  maxPieceBytes: number,
): AsyncGenerator<Pcm> {
  const decoder = await open();
  // Next to nothing is decoded at once at first, and less where much comes out of it.
  let sizeBytes = minPieceBytes;
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + sizeBytes);
        at += piece.length;
        let pcmBytes = 0;
        for await (const pcm of decoder.decode(piece)) {
          pcmBytes += byteLength(pcm);
          yield pcm;
        }
        const wanted = pcmBytes === 0 ? Infinity : (wantedPcmBytes * piece.length) / pcmBytes;
        const larger = Math.min(wanted, 2 * sizeBytes, maxPieceBytes);
        sizeBytes = Math.max(minPieceBytes, Math.ceil(larger));
      }
    }
    const { sound } = await decoder.end();
    yield* sound;
  } finally {
    decoder.close();
  }
}

/** Sound that is made of one piece: memory stays small whatever a format can pack into few bytes. */
const wantedPcmBytes = 512 * 1024;
const minPieceBytes = 64;

/** The most that is decoded at once: less where a few bytes can be seconds of silence. */
const maxPieceBytes: Readonly<Record<StreamedCodec, number>> = {
  wav: 16_384,
  mp3: 16_384,
  flac: 16_384,
  'ogg-opus': 2048,
  'ogg-vorbis': 4096,
};

/** Decoded sound lies outside JavaScript's own memory, whose collector lets 64 MB of it pile up before it looks. */
const collectedBytes = 2 * 1024 * 1024;

async function* plausible(pieces: AsyncIterable<Pcm>): AsyncGenerator<Pcm> {
  let uncollectedBytes = 0;
  for await (const pcm of pieces) {
    const { sampleRate, channels } = pcm;
    if (!(sampleRate >= minSampleRate && sampleRate <= maxSampleRate)) {
      throw new AudioError('corrupt', `it claims a sample rate of ${sampleRate} Hz`, {
        flaw: { kind: 'claimed-rate', hertz: sampleRate },
      });
    }
    if (channels.length > maxChannels) {
      throw new AudioError('unsupported', `it has ${channels.length} channels`, {
        flaw: { kind: 'many-channels', count: channels.length },
      });
    }
    uncollectedBytes += byteLength(pcm);
    yield pcm;
    if (uncollectedBytes < collectedBytes) continue;
    uncollectedBytes = 0;
    globalThis.gc?.({ type: 'minor' });
  }
}

function byteLength({ channels }: Pcm): number {
  return channels.reduce((sum, samples) => sum + samples.byteLength, 0);
}
