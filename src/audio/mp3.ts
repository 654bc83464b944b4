import { AudioError } from './audio-error.ts';
import type { Decoder } from './decoder.ts';
import { Mp3Frames } from './mp3-frames.ts';
import { openMpg123 } from './mpg123.ts';
import type { Pcm } from './pcm.ts';

/** Below this many faults nothing is concluded: a splice costs one or two. */
const toleratedErrors = 4;

/**
 * MPEG layer III by mpg123. The decoder makes noise of any bytes, so it is only ever given frames that our own walk
 * from header to header has found.
 */
export async function mp3Decoder(): Promise<Decoder> {
  const mpg123 = await openMpg123();
  const walk = new Mp3Frames();
  let errorCount = 0;

  function* decode(frames: readonly Uint8Array[]): Generator<Pcm> {
    for (const bytes of frames) {
      const { channelData, sampleRate, errors } = mpg123.decode(bytes);
      errorCount += errors.length;
      if (errorCount > toleratedErrors && errorCount > walk.frameCount / 20) {
        throw new AudioError('corrupt', 'its MP3 frames are damaged', {
          flaw: { kind: 'mp3-frames-damaged' },
        });
      }
      if (channelData[0]?.length) yield { channels: channelData, sampleRate };
    }
  }

  return {
    async *decode(bytes) {
      yield* decode(walk.push(bytes));
    },
    async end() {
      const { frames, truncated } = walk.end();
      return { sound: [...decode(frames)], truncated };
    },
    close: () => mpg123.free(),
  };
}
