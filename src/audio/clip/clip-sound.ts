import { AudioError } from '../audio-error.ts';
import type { Decoder } from '../decoder.ts';
import { mp3Decoder } from '../mp3.ts';
import type { Pcm } from '../pcm.ts';
import { withHead } from '../sniff.ts';
import { vorbisDecoder } from '../vorbis.ts';
import { WavDecoder } from '../wav.ts';
import { clipCodec } from './clip-format.ts';
import type { ClipCodec } from './clip-format.ts';
import { flacSound } from './flac-sound.ts';
import { m4aSound } from './m4a-sound.ts';
import type { LoadAac } from './m4a-sound.ts';
import { OpusSound } from './opus-sound.ts';

/** The bytes of a clip, as they come in. */
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
type StreamedCodec = Exclude<ClipCodec, 'm4a' | 'flac'>;

const openDecoder: Readonly<Record<StreamedCodec, () => Promise<Decoder>>> = {
  wav: () => Promise.resolve(new WavDecoder()),
  mp3: mp3Decoder,
  'ogg-opus': () => Promise.resolve(new OpusSound()),
  'ogg-vorbis': vorbisDecoder,
};

/** Outside these a rate is a lie or no recording of a voice, and a resampler for it could grow without bounds. */
const minSampleRate = 4000;
const maxSampleRate = 192_000;
const maxChannels = 8;

/** Opens a clip by its content. Rejects with an `AudioError` when it is no sound that is read here. */
export async function openClip(clip: ClipBytes, loadAac: LoadAac): Promise<ClipSound> {
  const { head, all } = await withHead(clip.chunks);
  const codec = clipCodec(head);
  const pieces = soundOf(codec, all, clip.sizeBytes, loadAac);
  return { codec, pieces: plausible(pieces) };
}

function soundOf(
  codec: ClipCodec,
  bytes: AsyncIterable<Uint8Array>,
  sizeBytes: number,
  loadAac: LoadAac,
): AsyncIterable<Pcm> {
  if (codec === 'm4a') return whole(bytes, sizeBytes, (file) => m4aSound(file, loadAac));
  if (codec === 'flac') return flacSound(bytes);
  return streamed(bytes, openDecoder[codec], maxPieceBytes[codec]);
}

/** The index of an MP4 file may lie at its end, so nothing can be done before all of it is there. */
async function* whole(
  bytes: AsyncIterable<Uint8Array>,
  sizeBytes: number,
  soundOf: (file: Uint8Array) => AsyncIterable<Pcm>,
): AsyncGenerator<Pcm> {
  const file = new Uint8Array(sizeBytes);
  let filled = 0;
  for await (const chunk of bytes) {
    file.set(chunk, filled);
    filled += chunk.length;
  }
  yield* soundOf(file);
}

async function* streamed(
  bytes: AsyncIterable<Uint8Array>,
  open: () => Promise<Decoder>,
  maxPieceBytes: number,
): AsyncGenerator<Pcm> {
  const decoder = await open();
  const cut = new PieceSize(maxPieceBytes);
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + cut.sizeBytes);
        at += piece.length;
        const sound = await decoder.decode(piece);
        cut.learn(piece.length, sound);
        yield* sound;
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

/** The most that is decoded at once: less where a few bytes can be seconds of silence. */
const maxPieceBytes: Readonly<Record<StreamedCodec, number>> = {
  wav: 16_384,
  mp3: 16_384,
  'ogg-opus': 2048,
  'ogg-vorbis': 4096,
};

/** How much to decode at once: next to nothing at first, and less where much comes out of it. */
class PieceSize {
  sizeBytes = 64;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  learn(pieceBytes: number, sound: readonly Pcm[]): void {
    let pcmBytes = 0;
    for (const { channels } of sound) {
      for (const samples of channels) pcmBytes += samples.byteLength;
    }
    const wanted = pcmBytes === 0 ? Infinity : (wantedPcmBytes * pieceBytes) / pcmBytes;
    this.sizeBytes = Math.ceil(Math.max(64, Math.min(wanted, 2 * this.sizeBytes, this.#maxBytes)));
  }
}

/** Decoded sound lies outside JavaScript's own memory, whose collector lets 64 MB of it pile up before it looks. */
const collectedBytes = 2 * 1024 * 1024;

async function* plausible(pieces: AsyncIterable<Pcm>): AsyncGenerator<Pcm> {
  let uncollectedBytes = 0;
  for await (const pcm of pieces) {
    const { sampleRate, channels } = pcm;
    if (!(sampleRate >= minSampleRate && sampleRate <= maxSampleRate)) {
      throw new AudioError('corrupt', `it claims a sample rate of ${sampleRate} Hz`);
    }
    if (channels.length > maxChannels) {
      throw new AudioError('unsupported', `it has ${channels.length} channels`);
    }
    for (const samples of channels) uncollectedBytes += samples.byteLength;
    yield pcm;
    if (uncollectedBytes < collectedBytes) continue;
    uncollectedBytes = 0;
    globalThis.gc?.({ type: 'minor' });
  }
}
