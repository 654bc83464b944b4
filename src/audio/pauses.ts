import { setImmediate as nextTurn } from 'node:timers/promises';

import { opusDecoding } from './opus-decoding.ts';
import { monoHead } from './opus-head.ts';
import type { Frame } from './track.ts';

/** So many frames as soft as this, beside the loudest, are a pause, and no consonant. */
const pauseFrames = 4;
const softerBy = 10 ** (-28 / 10);
/** Some two milliseconds of work, between which others have their turn. */
const sliceFrames = 20;

/**
 * The frame of these at which speech is best cut: within its first pause, such as between two sentences, or else where it is softest.
 * The size of Opus frames says nothing of how loud they are, so they are decoded.
 */
export async function pauseIn(frames: readonly Frame[]): Promise<number> {
  const powers: number[] = [];
  let decoding: Awaited<ReturnType<typeof opusDecoding>> | undefined;
  try {
    decoding = await opusDecoding(monoHead());
    for (const [at, packet] of frames.entries()) {
      if (at % sliceFrames === sliceFrames - 1) await nextTurn();
      const [samples = new Float32Array()] = decoding.decode({
        packet,
        start: 0,
        end: Infinity,
      }).channels;
      powers.push(samples.reduce((sum, sample) => sum + sample * sample, 0));
    }
  } catch {
    // Without a decoder, or with one that is wrong about a frame, it is only cut elsewhere.
  } finally {
    decoding?.close();
  }
  return softest(powers);
}

function softest(powers: readonly number[]): number {
  const quiet = Math.max(...powers) * softerBy;
  const begins = powers.findIndex(
    (_, at) =>
      at + pauseFrames <= powers.length &&
      powers.slice(at, at + pauseFrames).every((power) => power <= quiet),
  );
  if (begins !== -1) return begins + pauseFrames / 2;
  return Math.max(0, powers.indexOf(Math.min(...powers)));
}
