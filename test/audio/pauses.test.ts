import { expect, test } from 'vitest';

import { FrameMaker } from '#audio/frame-maker.ts';
import { opusEncoder } from '#audio/opus-libraries.ts';
import { pauseIn } from '#audio/pauses.ts';

const sampleRate = 24_000;
const frameSamples = sampleRate / 50;

/** Frames of a tone that is so loud in each of them. */
async function framesOf(levels: readonly number[]) {
  const { open } = await opusEncoder();
  const maker = new FrameMaker({ openEncoder: open, openStages: () => [] });
  const samples = Float32Array.from(
    { length: levels.length * frameSamples },
    (_, at) =>
      (levels[Math.floor(at / frameSamples)] ?? 0) *
      Math.sin((2 * Math.PI * 300 * at) / sampleRate),
  );
  const frames = [...maker.push({ channels: [samples], sampleRate })];
  maker.close();
  return frames;
}

const loud = (count: number) => Array.from({ length: count }, () => 0.5);
const soft = (count: number) => Array.from({ length: count }, () => 0.002);

test('speech is cut in its first pause', async () => {
  const at = await pauseIn(await framesOf([...loud(20), ...soft(8), ...loud(20), ...soft(20)]));
  expect(at).toBeGreaterThanOrEqual(21);
  expect(at).toBeLessThanOrEqual(25);
});

test('a consonant is no pause: without one, speech is cut where it is softest', async () => {
  const frames = await framesOf([...loud(10), 0.05, 0.05, ...loud(20), 0.01, 0.01, ...loud(10)]);
  const at = await pauseIn(frames);
  expect(at).toBeGreaterThanOrEqual(32);
  expect(at).toBeLessThanOrEqual(35);
});

test('where nothing comes, the cut is at once', async () => {
  expect(await pauseIn([])).toBe(0);
});
