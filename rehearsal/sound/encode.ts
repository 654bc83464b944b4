import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders';

import { writeFlac } from './flac.ts';
import { writeOggOpus } from './ogg-opus.ts';
import { soundRate } from './order.ts';
import type { SoundFormat } from './order.ts';
import { writeWav } from './wav.ts';

export const contentTypes: Record<SoundFormat, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
};

interface WasmEncoder {
  encode(samples: readonly Float32Array[]): Uint8Array;
  finalize(): Uint8Array;
}

/** One minute at a time: the encoders copy what they are given into their own memory. */
const stretchSamples = soundRate * 60;

/** 24 kHz mono as a file of the format. mp3 is 64 kbit/s constant, without header frame. */
export async function encode(
  pcm: Float32Array,
  format: SoundFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'mp3': {
      const encoder = await mp3();
      encoder.configure({
        channels: 1,
        sampleRate: soundRate,
        outputSampleRate: soundRate,
        bitrate: 64,
      });
      return run(encoder, pcm);
    }
    case 'ogg': {
      const encoder = await vorbis();
      encoder.configure({ channels: 1, sampleRate: soundRate, vbrQuality: 4 });
      return run(encoder, pcm);
    }
    case 'wav':
      return writeWav(pcm, soundRate);
    case 'flac':
      return writeFlac(pcm);
    case 'opus':
      return writeOggOpus(pcm);
    default:
      return format satisfies never;
  }
}

let mp3Encoder: ReturnType<typeof createMp3Encoder> | undefined;
function mp3(): ReturnType<typeof createMp3Encoder> {
  return (mp3Encoder ??= createMp3Encoder());
}

let vorbisEncoder: ReturnType<typeof createOggEncoder> | undefined;
function vorbis(): ReturnType<typeof createOggEncoder> {
  return (vorbisEncoder ??= createOggEncoder());
}

function run(encoder: WasmEncoder, pcm: Float32Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < pcm.length; start += stretchSamples) {
    parts.push(encoder.encode([pcm.subarray(start, start + stretchSamples)]).slice());
  }
  parts.push(encoder.finalize().slice());
  return new Uint8Array(Buffer.concat(parts));
}
