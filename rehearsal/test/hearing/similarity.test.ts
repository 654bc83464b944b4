import { expect, test } from 'vitest';

import { similarity } from '#hearing/similarity.ts';

const sampleRate = 24_000;

/** Something like speech: a glide with a changing loudness, never the same twice. */
function sound(seed: number, seconds = 1): Float32Array {
  return Float32Array.from({ length: sampleRate * seconds }, (_, at) => {
    const time = at / sampleRate;
    return (
      Math.sin(2 * Math.PI * (150 + seed * 40 + 60 * time) * time) *
      (0.5 + 0.5 * Math.sin(seed + 9 * time))
    );
  });
}

const later = (samples: Float32Array, by: number): Float32Array => {
  const shifted = new Float32Array(samples.length + by);
  shifted.set(samples, by);
  return shifted;
};

test('a sound is wholly like itself', () => {
  expect(similarity(sound(1), sound(1), { sampleRate })).toBeCloseTo(1, 5);
});

test.each([0.001, 0.05, 0.199])('a sound that comes %d s late is still itself', (seconds) => {
  const heard = later(sound(1), Math.round(seconds * sampleRate));
  expect(similarity(heard, sound(1), { sampleRate })).toBeGreaterThan(0.999);
});

test('a sound whose beginning was trimmed is still itself', () => {
  expect(similarity(sound(1).subarray(2400), sound(1), { sampleRate })).toBeGreaterThan(0.999);
});

test('loudness makes no difference', () => {
  expect(
    similarity(
      sound(1).map((sample) => sample * 0.1),
      sound(1),
      { sampleRate },
    ),
  ).toBeGreaterThan(0.999);
});

test('another sound is not alike', () => {
  expect(similarity(sound(5), sound(1), { sampleRate })).toBeLessThan(0.5);
});

test('beyond the allowed lag it is another sound', () => {
  expect(similarity(later(sound(1), sampleRate / 2), sound(1), { sampleRate })).toBeLessThan(0.8);
});

test.each([
  ['silence', new Float32Array(24_000)],
  ['nothing', new Float32Array()],
])('%s is like nothing', (_name, heard) => {
  expect(similarity(heard, sound(1), { sampleRate })).toBe(0);
});
