import { OpusEncoder } from 'mediaplex';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders';

import { oggOpus } from '#audio/ogg-opus.ts';
import { concatSamples } from '#audio/pcm.ts';
import type { Frame } from '#audio/track.ts';

const defaultRate = 24_000;

const spoken = new Map<string, Float32Array>();

/** Sound with the shape of speech: voiced syllables with moving formants, hisses and short pauses; seeded. */
export function speechLike(secs: number, rate = defaultRate): Float32Array {
  const key = `${secs}/${rate}`;
  const samples = spoken.get(key) ?? voiced(secs, rate);
  spoken.set(key, samples);
  return samples.slice();
}

function voiced(secs: number, rate: number): Float32Array {
  const samples = new Float32Array(Math.round(secs * rate));
  let seed = 42;
  let phase = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const t = index / rate;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.7 * t)) ** 0.7;
    phase += (2 * Math.PI * (130 + 40 * Math.sin(2 * Math.PI * 0.9 * t))) / rate;
    let voice = 0;
    const formant = 500 + 300 * Math.sin(2 * Math.PI * 1.3 * t);
    // Each harmonic follows from the two below it.
    const twice = 2 * Math.cos(phase);
    let [below, now] = [0, Math.sin(phase)];
    for (let harmonic = 1; harmonic <= 12; harmonic += 1) {
      voice += now / (1 + Math.abs(harmonic * 130 - formant) / 200);
      const above = twice * now - below;
      below = now;
      now = above;
    }
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const hiss =
      (seed / 1_073_741_824 - 1) * Math.max(0, Math.sin(2 * Math.PI * 1.85 * t + 2)) ** 4;
    samples[index] = 0.12 * syllable * voice + 0.02 * hiss;
  }
  return samples;
}

export function silence(secs: number, rate = defaultRate): Float32Array {
  return new Float32Array(Math.round(secs * rate));
}

export function joinedSamples(...parts: readonly Float32Array[]): Float32Array {
  return concatSamples(parts);
}

export interface WavShape {
  readonly rate?: number;
  readonly channels?: number;
  readonly bits?: 8 | 16 | 24 | 32 | 64;
  readonly float?: boolean;
  readonly extensible?: boolean;
  /** The size that the header claims for the sound, in bytes. */
  readonly claimedBytes?: number;
}

/** WAV written by the book, apart from Crier's own reader. */
export function wav(samples: Float32Array, shape: WavShape = {}): Buffer {
  const { rate = defaultRate, channels = 1, bits = 16, float = false, extensible = false } = shape;
  const width = bits / 8;
  const data = Buffer.alloc(samples.length * channels * width);
  samples.forEach((sample, index) => {
    for (let channel = 0; channel < channels; channel += 1) {
      const at = (index * channels + channel) * width;
      if (float && bits === 32) data.writeFloatLE(sample, at);
      else if (float) data.writeDoubleLE(sample, at);
      else if (bits === 8) data.writeUInt8(Math.round(sample * 127) + 128, at);
      else data.writeIntLE(Math.round(sample * (2 ** (bits - 1) - 1)), at, width);
    }
  });
  const format = Buffer.alloc(extensible ? 40 : 16);
  const tag = float ? 3 : 1;
  format.writeUInt16LE(extensible ? 0xff_fe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * channels * width, 8);
  format.writeUInt16LE(channels * width, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(tag, 24);
  }
  const list = Buffer.from('LIST\u0005\0\0\0abcde\0', 'latin1');
  return Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1'),
    uint32(format.length),
    format,
    list,
    Buffer.from('data', 'latin1'),
    uint32(shape.claimedBytes ?? data.length),
    data,
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

type Mp3Rate = 8000 | 16_000 | 22_050 | 24_000 | 44_100 | 48_000;

export interface Mp3Shape {
  readonly rate?: Mp3Rate;
  readonly channels?: 1 | 2;
  readonly vbr?: boolean;
}

export async function mp3(
  samples: Float32Array,
  { rate = defaultRate, channels = 1, vbr = false }: Mp3Shape = {},
): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({
    sampleRate: rate,
    channels,
    outputSampleRate: rate,
    ...(vbr ? { vbrQuality: 4 } : { bitrate: 64 }),
  });
  const sound = channels === 1 ? [samples] : [samples, samples];
  return Buffer.concat([Buffer.from(encoder.encode(sound)), Buffer.from(encoder.finalize())]);
}

export async function vorbis(samples: Float32Array, rate = defaultRate): Promise<Uint8Array> {
  const encoder = await createOggEncoder();
  encoder.configure({ sampleRate: rate, channels: 1, vbrQuality: 3 });
  return Buffer.concat([Buffer.from(encoder.encode([samples])), Buffer.from(encoder.finalize())]);
}

/** Opus packets of any duration, as another program's encoder would make them. */
export function opusPackets(
  samples: Float32Array,
  { packetMs = 20, channels = 1, bitrate = 64_000, voip = false, rate = defaultRate } = {},
): Frame[] {
  const encoder = new OpusEncoder(rate, channels);
  encoder.setBitrate(bitrate);
  if (voip) {
    // OPUS_SET_MAX_BANDWIDTH to wideband, and OPUS_SET_SIGNAL to voice: SILK alone.
    encoder.applyEncoderCtl(4004, 1103);
    encoder.applyEncoderCtl(4024, 3001);
  }
  const size = (rate * packetMs) / 1000;
  const packets: Frame[] = [];
  for (let start = 0; start < samples.length; start += size) {
    const pcm = new Int16Array(size * channels);
    for (let index = 0; index < size; index += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        pcm[index * channels + channel] = Math.round((samples[start + index] ?? 0) * 32_767);
      }
    }
    packets.push(Buffer.from(encoder.encode(Buffer.from(pcm.buffer))));
  }
  return packets;
}

/** The bytes in pieces of `size`, each in a turn of its own. */
export async function* chunked(bytes: Uint8Array, size = 1460): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

/** The sound that a listener hears: 48 kHz, by libopus as another package has built it. */
export async function heard(frames: readonly Frame[]): Promise<Float32Array> {
  return decodeOggOpus(oggOpus(frames));
}

export async function decodeOggOpus(file: Uint8Array): Promise<Float32Array> {
  const decoder = new OggOpusDecoder({ forceStereo: false });
  await decoder.ready;
  const { channelData, errors } = await decoder.decodeFile(file);
  decoder.free();
  if (errors.length > 0) throw new Error(errors[0]!.message);
  return channelData[0]!;
}

/** Every sample as often as it takes; enough to compare speech, which has little near the top. */
export function to48k(samples: Float32Array, rate: number): Float32Array {
  const ratio = rate / 48_000;
  return Float32Array.from({ length: Math.round(samples.length / ratio) }, (_, index) => {
    const at = index * ratio;
    const left = Math.floor(at);
    const part = at - left;
    return (samples[left] ?? 0) * (1 - part) + (samples[left + 1] ?? 0) * part;
  });
}

/** The highest normalised correlation of two sounds of 48 kHz, of which every fifth sample tells enough, within a lag of 60 ms. */
export function similarity(
  a: Float32Array,
  b: Float32Array,
  maxLagMs = 60,
): { readonly correlation: number; readonly lagMs: number } {
  const [one, other] = [everyFifth(a), everyFifth(b)];
  const [energyTo, otherEnergyTo] = [energiesOf(one), energiesOf(other)];
  const maxLag = Math.round(maxLagMs * 9.6);
  let best = { correlation: -1, lagMs: 0 };
  for (let lag = -maxLag; lag <= maxLag; lag += 1) {
    const begin = Math.max(0, -lag);
    const end = Math.max(begin, Math.min(one.length, other.length - lag));
    let dot = 0;
    for (let index = begin; index < end; index += 1) dot += one[index]! * other[index + lag]!;
    const energy = energyTo.at(-1)! - energyTo[begin]!;
    const otherEnergy = otherEnergyTo[end + lag]! - otherEnergyTo[begin + lag]!;
    const correlation = dot / Math.sqrt(energy * otherEnergy || 1);
    if (correlation > best.correlation) best = { correlation, lagMs: lag / 9.6 };
  }
  return best;
}

function everyFifth(samples: Float32Array): Float32Array {
  return Float32Array.from(
    { length: Math.ceil(samples.length / 5) },
    (_, index) => samples[5 * index]!,
  );
}

/** The energy of all samples before each place. */
function energiesOf(samples: Float32Array): Float64Array {
  const energies = new Float64Array(samples.length + 1);
  for (let index = 0; index < samples.length; index += 1)
    energies[index + 1] = energies[index]! + samples[index]! ** 2;
  return energies;
}

export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
