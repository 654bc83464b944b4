import { pitchOf } from '@crier/rehearsal/sound/pitch.ts';
import { expect, test } from 'vitest';

import { tempo } from '#audio/changing/tempo.ts';
import { concatSamples } from '#audio/pcm.ts';

import { speechLike } from '../sound.ts';

const rate = 24_000;

async function atTempo(samples: Float32Array, factor: number, chunk: number) {
  const open = await tempo();
  const stage = open(rate, factor);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += chunk)
    parts.push(stage.push(samples.subarray(at, at + chunk)));
  parts.push(stage.end());
  stage.close();
  return concatSamples(parts);
}

test.each([1.1, 1.3, 1.5])('speech at tempo %d is as much shorter, and as high', async (factor) => {
  const speech = speechLike(3, rate);
  const faster = await atTempo(speech, factor, 480);
  expect(faster.length / speech.length).toBeCloseTo(1 / factor, 2);
  const [before, after] = [pitchOf(speech, rate), pitchOf(faster, rate)];
  expect(before).toBeGreaterThan(80);
  expect((after ?? 0) / (before ?? 1)).toBeCloseTo(1, 1);
});

test('what is made beside a sound changes nothing of it', async () => {
  const speech = speechLike(2, rate);
  const alone = await atTempo(speech, 1.3, 480);
  const open = await tempo();
  const [one, other] = [open(rate, 1.3), open(rate, 1.1)];
  const parts: Float32Array[] = [];
  for (let at = 0; at < speech.length; at += 480) {
    const piece = speech.subarray(at, at + 480);
    parts.push(one.push(piece));
    other.push(piece);
  }
  parts.push(one.end());
  expect(concatSamples(parts)).toEqual(alone);
  one.close();
  other.close();
});

test('a thousand sounds, one after the other, leave no memory taken', async () => {
  const speech = speechLike(0.2, rate);
  for (let count = 0; count < 1_000; count += 1) await atTempo(speech, 1.5, 4_800);
  expect((await atTempo(speech, 1.5, 4_800)).length).toBeGreaterThan(0);
});
