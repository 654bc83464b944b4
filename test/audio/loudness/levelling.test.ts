import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Levelling, targetLufs } from '#audio/loudness/levelling.ts';
import type { VoiceLevel } from '#audio/loudness/levelling.ts';
import { LoudnessMeter } from '#audio/loudness/loudness-meter.ts';
import { concatSamples } from '#audio/pcm.ts';

import { silence, speechLike } from '../sound.ts';

const rate = 24_000;
type Line = Parameters<VoiceLevel['learn']>[0];

function levelled(
  samples: Float32Array,
  lufs: number | undefined,
  chunk = samples.length,
): { readonly out: Float32Array; readonly learned: readonly Line[] } {
  const learned: Line[] = [];
  const stage = new Levelling(rate, { lufs, learn: (line) => learned.push(line) });
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += chunk)
    parts.push(stage.push(samples.subarray(at, at + chunk)));
  return { out: concatSamples([...parts, stage.end()]), learned };
}

function lufsOf(samples: Float32Array): number {
  const meter = new LoudnessMeter(rate);
  meter.push(samples);
  return meter.integratedLufs();
}

/** Speech of this loudness. */
function speechAt(lufs: number, secs = 4): Float32Array {
  const sound = speechLike(secs, rate);
  const gain = 10 ** ((lufs - lufsOf(sound)) / 20);
  return sound.map((sample) => sample * gain);
}

test('a voice that spoke before is at the target from its first sample on, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -34, max: -8, noNaN: true }),
      fc.integer({ min: 100, max: 20_000 }),
      (lufs, chunk) => {
        const sound = speechAt(lufs);
        // Its peaks' loss is learned from a line that had the gain already.
        const known = levelled(sound, lufs).learned[0]?.lufs;
        const { out } = levelled(sound, known, chunk);
        expect(Math.abs(lufsOf(out) - targetLufs)).toBeLessThan(0.7);
        expect(out.length).toBe(sound.length);
        const whole = levelled(sound, known).out;
        expect(out.every((sample, at) => Math.abs(sample - (whole[at] ?? 0)) < 1e-6)).toBe(true);
      },
    ),
    { numRuns: 15 },
  );
});

test.each([-32, -26, -20, -16, -12])(
  'the first line of an unknown voice of %i LUFS is less than 3 LU off, however little comes at once',
  (lufs) => {
    for (const secs of [1, 4])
      for (const chunk of [240, 2400, 8192]) {
        const { out } = levelled(speechAt(lufs, secs), undefined, chunk);
        expect(Math.abs(lufsOf(out) - targetLufs)).toBeLessThan(3);
      }
  },
);

test('what was heard of a voice has its next lines at the target', () => {
  const { learned } = levelled(speechAt(-24), undefined, 2400);
  expect(learned).toEqual([{ lufs: expect.closeTo(-24, 1) as number, durationMs: 4000 }]);
  const next = levelled(speechAt(-24), learned[0]?.lufs);
  expect(Math.abs(lufsOf(next.out) - targetLufs)).toBeLessThan(1.2);
  const third = levelled(speechAt(-24), next.learned[0]?.lufs);
  expect(Math.abs(lufsOf(third.out) - targetLufs)).toBeLessThan(0.7);
});

test('a voice that is as loud as it should be passes untouched', () => {
  const sound = speechAt(targetLufs).map((sample) => Math.max(-0.35, Math.min(0.35, sample)));
  expect(levelled(sound, targetLufs, 960).out).toEqual(sound);
});

test('silence stays silence, and nothing is learned of it', () => {
  const { out, learned } = levelled(silence(1, rate), undefined, 960);
  expect(out.every((sample) => sample === 0)).toBe(true);
  expect(learned).toEqual([]);
});

test('what is hardly there is made louder by twenty dB, and no more', () => {
  const faint = speechAt(-50, 2);
  const { out } = levelled(faint, -50);
  expect(lufsOf(out)).toBeGreaterThan(-31);
  expect(lufsOf(out)).toBeLessThan(-29);
});
