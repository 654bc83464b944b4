import { createMp3Encoder } from 'wasm-media-encoders';

import { infoFrame } from './mp3-info-frame.ts';

/** Rates that a clip is encoded in: what lies below 12 kHz needs no more than the lower one. */
export type ClipRate = 24_000 | 44_100;

/** kbit/s for one channel: nothing of a voice is lost that its clone could have. */
const bitrates = { 24_000: 96, 44_100: 128 } as const;

/** The encoder copies what it is given into memory of its own. */
const samplesPerCall = 24_000;

/** LAME, loaded once: it is given one clip after another. */
let lame: ReturnType<typeof createMp3Encoder> | undefined;

/** Mono sound as an mp3 that decodes to exactly as many samples. */
export async function mp3Clip(
  samples: Float32Array,
  sampleRate: ClipRate,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await (lame ??= createMp3Encoder());
  encoder.configure({
    channels: 1,
    sampleRate,
    outputSampleRate: sampleRate,
    bitrate: bitrates[sampleRate],
  });
  const parts: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += samplesPerCall) {
    // The bytes that the encoder returns lie in its memory until the next call.
    parts.push(encoder.encode([samples.subarray(at, at + samplesPerCall)]).slice());
  }
  parts.push(encoder.finalize().slice());
  const frames = Buffer.concat(parts);
  return new Uint8Array(Buffer.concat([infoFrame(frames, samples.length), frames]));
}
