import { samplesPerFrame } from '#audio/encoder.ts';
import { frames } from '#audio/frames.ts';
import { opusEncoder } from '#audio/opus-libraries.ts';
import { warmAudio } from '#audio/warm.ts';

import type { Scenario } from './row.ts';
import { spokenMp3 } from './spoken-mp3.ts';

const runs = 30;
const networkChunkBytes = 1460;

async function* arriving(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += networkChunkBytes)
    yield bytes.subarray(at, at + networkChunkBytes);
}

/** CPU of this process for turning mp3 into Opus frames, per second of speech: decoding and encoding, nothing else. */
export const cpuUncached: Scenario = {
  names: ['cpu/uncached'],
  async measure() {
    await warmAudio();
    const mp3 = await spokenMp3();
    const samples: number[] = [];
    for (let run = 0; run < runs + 3; run += 1) {
      const before = process.cpuUsage();
      const track = frames(arriving(mp3), { signal: AbortSignal.timeout(30_000) });
      await track.whole();
      const { user, system } = process.cpuUsage(before);
      if (run >= 3) samples.push((user + system) / 1000 / (track.durationMs / 1000));
    }
    return [{ name: 'cpu/uncached', unit: 'ms/s', samples }];
  },
};

/** One 20 ms frame of 24 kHz speech-like sound. */
export const framesEncode: Scenario = {
  names: ['frames/encode'],
  async measure() {
    const { open } = await opusEncoder();
    const encoder = open(24_000);
    const perFrame = samplesPerFrame(24_000);
    const sound = Int16Array.from({ length: perFrame * 500 }, (_, at) => {
      const time = at / 24_000;
      return (
        9000 *
        Math.sin(2 * Math.PI * (140 + 40 * Math.sin(3 * time)) * time) *
        (0.6 + 0.4 * Math.sin(13 * time))
      );
    });
    const samples: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const startedAtMs = performance.now();
      for (let at = 0; at < sound.length; at += perFrame)
        encoder.encode(sound.subarray(at, at + perFrame));
      samples.push(((performance.now() - startedAtMs) * 1000) / 500);
    }
    encoder.close();
    return [{ name: 'frames/encode', unit: 'us', samples }];
  },
};
