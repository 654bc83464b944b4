import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Limiter } from '#audio/loudness/limiter.ts';
import { truePeak, truePeakLead } from '#audio/loudness/true-peak.ts';
import { concatSamples } from '#audio/pcm.ts';

import { silence, joinedSamples, speechLike } from '../sound.ts';
import { tone } from './tones.ts';

const rate = 24_000;

function limited(samples: Float32Array, chunk = samples.length): Float32Array {
  const limiter = new Limiter(rate, -2);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += chunk)
    parts.push(limiter.push(samples.subarray(at, at + chunk)));
  return concatSamples([...parts, limiter.end()]);
}

function dbtp(samples: Float32Array): number {
  const padded = joinedSamples(silence(0.001, rate), samples, silence(0.001, rate));
  return 20 * Math.log10(truePeak(padded, truePeakLead, padded.length));
}

test('the true peak of a wave between its samples is found (EBU Tech 3341, sequences 15 to 18)', () => {
  // A quarter of the rate, with samples 3 dB below the peaks of the wave.
  const quarter = tone({ hz: rate / 4, dbfs: -6, secs: 0.2, phase: Math.PI / 4 }, rate);
  const samples = quarter.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  expect(20 * Math.log10(samples)).toBeCloseTo(-9, 1);
  expect(dbtp(quarter.subarray(100, -100))).toBeGreaterThan(-6.4);
  expect(dbtp(quarter.subarray(100, -100))).toBeLessThan(-5.8);
});

test('what stays below the ceiling comes out as it went in, in any pieces', () => {
  const sound = speechLike(1, rate).map((sample) => sample * 0.5);
  expect(dbtp(sound)).toBeLessThan(-2);
  for (const chunk of [1, 47, 960, sound.length]) expect(limited(sound, chunk)).toEqual(sound);
});

test('no wave gets above the ceiling, however loud it comes and in whatever pieces, and none is lost', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 60, max: 9000, noNaN: true }),
      fc.double({ min: -6, max: 18, noNaN: true }),
      fc.double({ min: 0, max: 6, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      (hz, dbfs, phase, chunk) => {
        const sound = joinedSamples(
          silence(0.05, rate),
          tone({ hz, dbfs, secs: 0.1, phase }, rate),
          speechLike(0.2, rate),
        );
        const out = limited(sound, chunk);
        expect(out.length).toBe(sound.length);
        expect(dbtp(out)).toBeLessThan(-1.5);
      },
    ),
    {
      numRuns: 40,
      // A step down behind a peak, whose wave rises between the last samples before it.
      examples: [[247.1064960597763, 0, 0, 1]],
    },
  );
});
