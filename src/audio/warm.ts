import { Readable } from 'node:stream';

import { chime } from './chime.ts';
import { flacDecoder } from './flac.ts';
import { frames } from './frames.ts';
import { oggOpus } from './ogg-opus.ts';
import { pauseIn } from './pauses.ts';
import { Resampler } from './resample.ts';
import { voiceMessage } from './voice-message.ts';
import { vorbisDecoder } from './vorbis.ts';

/**
 * Loads the encoder, compiles every decoder and runs sound through the usual ones, so that the first words of the day
 * come as fast as all others: cold, they are some 100 ms late.
 */
export async function warmAudio(): Promise<void> {
  for (const decoder of await Promise.all([flacDecoder(), vorbisDecoder()])) decoder.close();
  new Resampler(44_100, 48_000).push(new Float32Array(44_100));
  const signal = AbortSignal.timeout(10_000);
  const track = frames(Readable.from([silentMp3(200)]), { signal, trimSilence: false });
  await voiceMessage(track);
  await frames(Readable.from([oggOpus(track.frames)]), { signal }).whole();
  // The first alert is cut in where there is a pause, which has a decoder of its own.
  await Promise.all([pauseIn(track.frames), chime()]);
}

/** Frames without content: MPEG 2 layer III, 24 kHz, mono, 64 kbit/s, 24 ms each. */
function silentMp3(frameCount: number): Uint8Array {
  const frame = Buffer.alloc(192);
  frame.writeUInt32BE(0xff_f3_84_c4);
  return Buffer.concat(Array.from({ length: frameCount }, () => frame));
}
