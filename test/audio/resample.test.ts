import { expect, test } from 'vitest';

import { Resampler, opusRateFor } from '#audio/resample.ts';

import { joinedSamples, rms, speechLike } from './sound.ts';

function sine(hz: number, rate: number, secs = 0.5): Float32Array {
  return Float32Array.from({ length: rate * secs }, (_, index) =>
    Math.sin((2 * Math.PI * hz * index) / rate),
  );
}

function resampled(samples: Float32Array, from: number, to: number, size = 997): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += size) {
    parts.push(resampler.push(samples.subarray(at, at + size)));
  }
  return joinedSamples(...parts, resampler.end());
}

test.each([
  [22_050, 24_000],
  [44_100, 48_000],
  [11_025, 12_000],
  [32_000, 48_000],
  [96_000, 48_000],
  [192_000, 48_000],
  [44_101, 48_000],
])('from %d to %d Hz a tone stays what and where it was', (from, to) => {
  const expected = sine(1000, to);
  const actual = resampled(sine(1000, from), from, to);
  expect(Math.abs(actual.length - expected.length)).toBeLessThanOrEqual(1);
  const middle = (samples: Float32Array) => samples.subarray(to / 10, to * 0.4);
  const error = middle(actual).map((sample, index) => sample - middle(expected)[index]!);
  // A ratio that is rounded to a millionth moves the tone by a hair in half a second.
  expect(20 * Math.log10(rms(error) / rms(middle(expected)))).toBeLessThan(
    from === 44_101 ? -40 : -70,
  );
});

test('what is above half the new rate is not folded into what is heard', () => {
  const alias = resampled(sine(30_000, 96_000), 96_000, 48_000);
  expect(20 * Math.log10(rms(alias.subarray(2000, 20_000)))).toBeLessThan(-70);
});

test('any cutting gives the same samples, however short the sound', () => {
  for (const length of [1, 5, 40, 5000]) {
    const sound = speechLike(1, 22_050).subarray(3000, 3000 + length);
    const whole = resampled(sound, 22_050, 24_000, length);
    expect(whole.length).toBe(Math.ceil((length * 24_000) / 22_050));
    for (const size of [1, 7, 640]) expect(resampled(sound, 22_050, 24_000, size)).toEqual(whole);
  }
});

test.each([
  [8000, 8000],
  [11_025, 12_000],
  [22_050, 24_000],
  [24_000, 24_000],
  [44_100, 48_000],
  [192_000, 48_000],
])('sound of %d Hz is encoded at %d', (rate, expected) => {
  expect(opusRateFor(rate)).toBe(expected);
});
