import { AudioError } from './audio-error.ts';
import type { Pcm } from './pcm.ts';

export interface WavFormat {
  /** One sample of every channel. */
  readonly blockBytes: number;
  /** Whole blocks to sound. */
  read(blocks: Uint8Array): Pcm;
}

/** A sample at a byte offset, as -1 to 1. */
type ReadSample = (view: DataView, offset: number) => number;

const pcm = 1;
const float = 3;
const extensible = 0xff_fe;

/** By format tag and bits; WAVE is little-endian, and only its 8-bit form has no sign. */
const readers: Readonly<Record<string, ReadSample>> = {
  '1/8': (view, offset) => (view.getUint8(offset) - 128) / 128,
  '1/16': (view, offset) => view.getInt16(offset, true) / 32_768,
  '1/24': (view, offset) =>
    ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 8_388_608,
  '1/32': (view, offset) => view.getInt32(offset, true) / 2_147_483_648,
  '3/32': (view, offset) => view.getFloat32(offset, true),
  '3/64': (view, offset) => view.getFloat64(offset, true),
};

/** The `fmt ` chunk at `offset`. Throws an `AudioError` for what is not PCM, and for nonsense. */
export function readWavFormat(view: DataView, offset: number, size: number): WavFormat {
  const tag = view.getUint16(offset, true);
  const channelCount = view.getUint16(offset + 2, true);
  const sampleRate = view.getUint32(offset + 4, true);
  const blockBytes = view.getUint16(offset + 12, true);
  const bits = view.getUint16(offset + 14, true);
  // The extensible form names the real format in the first two bytes of its sub-format.
  const isExtensible = tag === extensible && size >= 26;
  const realTag = isExtensible ? view.getUint16(offset + 24, true) : tag;
  const readSample = readers[`${realTag}/${bits}`];

  if (channelCount < 1 || channelCount > 8) {
    throw new AudioError('corrupt', `it claims ${channelCount} channels`, {
      flaw: { kind: 'claimed-channels', count: channelCount },
    });
  }
  if (sampleRate < 4000 || sampleRate > 192_000) {
    throw new AudioError('corrupt', `it claims a sample rate of ${sampleRate} Hz`, {
      flaw: { kind: 'claimed-rate', hertz: sampleRate },
    });
  }
  if (!readSample) {
    const known = realTag === pcm || realTag === float;
    throw known
      ? new AudioError('corrupt', `it claims ${bits} bits a sample`, {
          flaw: { kind: 'claimed-bits', count: bits },
        })
      : new AudioError('unsupported', `it is a WAV file with codec ${realTag}`, {
          flaw: { kind: 'wav-codec', codec: `${realTag}` },
        });
  }
  if (blockBytes !== (channelCount * bits) / 8) {
    throw new AudioError('corrupt', `its blocks of ${blockBytes} bytes fit no sample`, {
      flaw: { kind: 'wav-blocks', count: blockBytes },
    });
  }
  const sampleBytes = bits / 8;
  return {
    blockBytes,
    read: (blocks) => ({
      channels: deinterleave(blocks, channelCount, sampleBytes, readSample),
      sampleRate,
    }),
  };
}

function deinterleave(
  blocks: Uint8Array,
  channelCount: number,
  sampleBytes: number,
  readSample: ReadSample,
): Float32Array[] {
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.length);
  const blockBytes = channelCount * sampleBytes;
  const length = blocks.length / blockBytes;
  const channels: Float32Array[] = [];
  for (let channel = 0; channel < channelCount; channel += 1) {
    const samples = new Float32Array(length);
    let offset = channel * sampleBytes;
    for (let index = 0; index < length; index += 1) {
      samples[index] = readSample(view, offset);
      offset += blockBytes;
    }
    channels.push(samples);
  }
  return channels;
}
