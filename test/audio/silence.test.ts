import { expect, test } from 'vitest';

import { SilenceTrim, trimming } from '#audio/silence.ts';

import { joinedSamples, silence, speechLike } from './sound.ts';

const rate = 24_000;
const ms = rate / 1000;

function tone(lengthMs: number, level = 0.1): Float32Array {
  return Float32Array.from({ length: lengthMs * ms }, (_, index) => level * Math.sin(index * 0.2));
}

function trimmed(samples: Float32Array, size = samples.length): Float32Array {
  const trim = new SilenceTrim(rate);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += size) {
    parts.push(trim.push(samples.slice(at, at + size)));
  }
  return joinedSamples(...parts, trim.end());
}

test.each([
  ['60 ms of silence in front stay', 60, 60],
  ['70 ms become 20', 70, 20],
  ['150 ms become 20', 150, 20],
  ['of 500 ms no more than 180 are taken', 500, 320],
])('%s', (_name, leadMs, keptMs) => {
  const sound = tone(300);
  const result = trimmed(joinedSamples(silence(leadMs / 1000), sound));
  expect(result.length / ms).toBe(keptMs + 300);
  expect(result.slice(-sound.length)).toEqual(sound);
});

test('silence at the end becomes 40 ms', () => {
  const result = trimmed(joinedSamples(tone(300), silence(0.5)));
  expect(result.length / ms).toBe(340);
});

test('pauses within the speech stay, however long', () => {
  const sound = joinedSamples(tone(300), silence(2), tone(300));
  expect(trimmed(sound)).toEqual(sound);
});

test('the noise of an engine counts as silence, a soft consonant does not', () => {
  expect(trimmed(joinedSamples(tone(150, 0.0015), tone(300))).length / ms).toBe(320);
  expect(trimmed(joinedSamples(tone(150, 0.004), tone(300))).length / ms).toBe(450);
});

test('any cutting gives the same samples', () => {
  const sound = joinedSamples(
    silence(0.13),
    speechLike(1),
    silence(0.7),
    speechLike(0.4),
    silence(1),
  );
  const whole = trimmed(sound);
  for (const size of [1, 17, 239, 240, 241, 5000]) expect(trimmed(sound, size)).toEqual(whole);
});

test('in a pause no more than is allowed is held back', () => {
  const trim = new SilenceTrim(rate);
  const given = trim.push(joinedSamples(tone(100), silence(2))).length;
  expect(given / ms).toBe(100 + 2000 - trimming.maxHeldMs);
});

test('it knows whether anything was heard', () => {
  const trim = new SilenceTrim(rate);
  trim.push(silence(1));
  expect(trim.heardAny).toBe(false);
  trim.push(tone(20));
  expect(trim.heardAny).toBe(true);
});
