import { expect, test } from 'vitest';

import { bestClip } from '#audio/clip/best-clip.ts';
import type { ClipLevels } from '#audio/clip/clip-report.ts';
import { judgeClip } from '#audio/clip/judge-clip.ts';
import { LevelWindows } from '#audio/clip/level-windows.ts';

import { anyLevels } from '../../fakes/levels.ts';

const measured = (levels: Partial<ClipLevels>, lengthMs = 6_000) => ({
  levels: { ...anyLevels, ...levels },
  lengthMs,
});
const good = measured({});

test.each([
  ['distorted', measured({ cutFlat: 0.2 }), ['undistorted']],
  ['noisy', measured({ noiseDbfs: -45 }), ['noise']],
  ['quiet', measured({ speechDbfs: -40, noiseDbfs: -85 }), ['loudness']],
  ['full of pauses', measured({ heardMs: 3_000 }), ['silence']],
] as const)('a recording that is %s is not taken, and that is the reason', (_, bad, because) => {
  expect(bestClip([bad, good])).toEqual({ index: 1, because });
  expect(bestClip([good, bad])).toEqual({ index: 0, because });
});

test('of recordings that are alike the first is taken, and no reason is made up', () => {
  expect(bestClip([good, good])).toEqual({ index: 0, because: [] });
  expect(bestClip([good])).toEqual({ index: 0, because: [] });
});

test('a reason is one against all others', () => {
  const noisy = measured({ noiseDbfs: -40, cutFlat: 0.2 });
  expect(bestClip([noisy, measured({ cutFlat: 0.2 }), good])).toEqual({
    index: 2,
    because: ['undistorted'],
  });
});

const sampleRate = 24_000;

/** Words of a made-up voice with pauses between them, and what the room and the microphone do to it. */
function spoken({ gain = 0.3, noise = 0.0003, pauses = 0.2, flatAt = 1 }) {
  const samples = new Float32Array(6 * sampleRate);
  let seed = 1;
  for (const index of samples.keys()) {
    const secs = index / sampleRate;
    seed = (seed * 16_807) % 2_147_483_647;
    const hiss = (2 * seed) / 2_147_483_647 - 1;
    const pitch = 120 + 40 * Math.sin(secs * 5);
    const isHissing = Math.floor(secs * 8) % 3 === 0;
    const buzz = Math.sin(2 * Math.PI * pitch * secs) ** 9 + 0.4 * Math.sin(12 * pitch * secs);
    const swell = 0.3 + 0.7 * Math.abs(Math.sin(secs * 9));
    const isPause = secs % 1 < pauses;
    const voice = isPause ? 0 : gain * swell * (isHissing ? 0.5 * hiss : buzz);
    samples[index] = Math.max(-flatAt, Math.min(flatAt, voice + noise * hiss));
  }
  const sound = new LevelWindows();
  sound.push({ channels: [samples], sampleRate });
  const limits = { minMs: 3_000, maxMs: 10_000 };
  const { levels } = judgeClip({ codec: 'wav', sound, isWhole: true }, limits);
  return { levels, lengthMs: 6_000 };
}

test.each([
  ['noise', { noise: 0.02 }],
  ['undistorted', { gain: 3, flatAt: 0.3 }],
  ['loudness', { gain: 0.02, noise: 0.00002 }],
  ['silence', { pauses: 0.6 }],
] as const)('it is measured on the sound itself: %s', (merit, flaws) => {
  const { index, because } = bestClip([spoken(flaws), spoken({})]);
  expect(index).toBe(1);
  expect(because).toContain(merit);
});
