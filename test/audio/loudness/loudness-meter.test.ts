import { expect, test } from 'vitest';

import { LoudnessMeter } from '#audio/loudness/loudness-meter.ts';

import { joinedSamples, silence } from '../sound.ts';
import { tone } from './tones.ts';

// The sequences of EBU Tech 3341 and the tone of ITU-R BS.1770-4. They are for two channels, which together are 3.01 LU
// louder than one of them.

const oneChannelLu = -3.01;

function lufsOf(samples: Float32Array, sampleRate = 24_000, chunk = samples.length): number {
  const meter = new LoudnessMeter(sampleRate);
  for (let at = 0; at < samples.length; at += chunk) meter.push(samples.subarray(at, at + chunk));
  return meter.integratedLufs();
}

test.each([8000, 12_000, 16_000, 24_000, 48_000])(
  'a tone of 997 Hz at full scale has -3.01 LUFS in one channel of %i Hz',
  (rate) => {
    expect(lufsOf(tone({ dbfs: 0, secs: 5 }, rate), rate)).toBeCloseTo(-3.01, 1);
  },
);

test.each([
  ['1: a tone', [[-23, 20]], -23],
  ['2: a softer tone', [[-33, 20]], -33],
  [
    '3: soft, loud, soft',
    [
      [-36, 10],
      [-23, 60],
      [-36, 10],
    ],
    -23,
  ],
  [
    '4: what is nearly silent counts as a pause',
    [
      [-72, 10],
      [-36, 10],
      [-23, 60],
      [-36, 10],
      [-72, 10],
    ],
    -23,
  ],
  [
    '5: a little softer and a little louder',
    [
      [-26, 20],
      [-20, 20.1],
      [-26, 20],
    ],
    -23,
  ],
] as const)('sequence %s of Tech 3341 is as loud as it says, to 0.1 LU', (_, parts, expected) => {
  const sound = joinedSamples(...parts.map(([dbfs, secs]) => tone({ hz: 1000, dbfs, secs })));
  expect(Math.abs(lufsOf(sound) - (expected + oneChannelLu))).toBeLessThanOrEqual(0.1);
});

test('it is the same in whatever pieces the sound comes', () => {
  const sound = joinedSamples(tone({ dbfs: -20, secs: 1.3 }), tone({ dbfs: -30, secs: 1.1 }));
  expect(lufsOf(sound, 24_000, 77)).toBeCloseTo(lufsOf(sound), 6);
});

test('less than a block is as loud as all of it, and silence has no loudness', () => {
  expect(lufsOf(tone({ dbfs: -23, secs: 0.25 }))).toBeCloseTo(-26, 0);
  expect(lufsOf(silence(2))).toBe(Number.NEGATIVE_INFINITY);
  expect(lufsOf(silence(0))).toBe(Number.NEGATIVE_INFINITY);
});
