import { writeFlac } from '@crier/rehearsal/sound/flac.ts';
import { MPEGDecoder } from 'mpg123-decoder';
import { afterAll, expect, test } from 'vitest';

import { readMp3Header } from '#audio/mp3-header.ts';
import { UserError } from '#errors.ts';

import { oggOf } from '../ogg-files.ts';
import { joinedSamples, mp3, opusPackets, speechLike, vorbis, wav } from '../sound.ts';
import { aac, m4a } from './aac.ts';
import { frameCount, gapsOf, kindsOf, sharedChecker, withInfo } from './clips.ts';

const checker = sharedChecker();
afterAll(() => checker.close());

const signal = AbortSignal.timeout(60_000);
const speech = speechLike(6);
const all = { fromMs: 0, toMs: 6000 };

async function decoded(bytes: Uint8Array): Promise<{ samples: Float32Array; rate: number }> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, sampleRate, errors } = decoder.decode(bytes);
  decoder.free();
  expect(errors).toEqual([]);
  return { samples: channelData[0]!, rate: sampleRate };
}

/** Compares two sounds of one rate at the best shift of up to 3 ms: 1 is the same sound, whatever its loudness. */
function likeness(left: Float32Array, right: Float32Array, shift: number): number {
  let best = -1;
  for (let offset = -shift; offset <= shift; offset += 1) {
    let both = 0;
    let leftPower = 0;
    let rightPower = 0;
    for (let at = shift; at < Math.min(left.length, right.length) - shift; at += 1) {
      const a = left[at]!;
      const b = right[at + offset]!;
      both += a * b;
      leftPower += a * a;
      rightPower += b * b;
    }
    best = Math.max(best, both / Math.sqrt(leftPower * rightPower));
  }
  return best;
}

test.each([
  ['wav', async () => wav(speech)],
  ['wav of 6 channels', async () => wav(speech, { channels: 6 })],
  ['mp3', async () => headed(await mp3(speech), speech.length)],
  ['flac', async () => writeFlac(speech)],
  ['ogg of Vorbis', () => vorbis(speech)],
  ['ogg of Opus', async () => oggOf(opusPackets(speech))],
  ['m4a', async () => m4a(await aac(speech))],
] as const)('a %s becomes an mp3 of the same speech', async (_name, make) => {
  const clip = await checker.prepare(await make(), { fromMs: 1000, toMs: 5000 }, signal);
  expect(clip.format).toBe('mp3');
  expect(clip.durationMs).toBe(4000);
  const { samples, rate } = await decoded(clip.bytes);
  expect(rate).toBe(24_000);
  expect(samples.length).toBe(4 * 24_000);
  expect(likeness(samples, speech.subarray(24_000, 5 * 24_000), 72)).toBeGreaterThan(0.9);
});

test.each([
  [8000, 24_000],
  [16_000, 24_000],
  [22_050, 24_000],
  [44_100, 44_100],
  [48_000, 44_100],
  [96_000, 44_100],
])('a clip of %s Hz is prepared at %s Hz and is as long', async (from, to) => {
  const clip = await checker.prepare(wav(speechLike(6, from), { rate: from }), all, signal);
  const { samples, rate } = await decoded(clip.bytes);
  expect(rate).toBe(to);
  expect(samples.length / rate).toBeCloseTo(6, 3);
  expect(clip.durationMs).toBeCloseTo(6000, 0);
});

test('what is prepared of a clip of the full length is no longer than allowed, however it is counted', async () => {
  for (const rate of [24_000, 44_100]) {
    const file = wav(speechLike(10, rate), { rate });
    const { stretch } = await checker.check(file);
    const { bytes, durationMs } = await checker.prepare(file, stretch!, signal);
    const { sampleRate } = readMp3Header(bytes, 0)!;
    const perFrame = sampleRate >= 32_000 ? 1152 : 576;
    expect(durationMs).toBeGreaterThan(9800);
    expect((frameCount(bytes) * perFrame) / sampleRate).toBeLessThanOrEqual(10);
  }
});

test('what was prepared passes the check, as it is', async () => {
  const { bytes, durationMs } = await checker.prepare(wav(speech), all, signal);
  const report = await checker.check(bytes);
  expect(kindsOf(report)).toEqual([]);
  expect(report.durationMs).toBeCloseTo(durationMs, 0);
});

test('a quiet clip is made as loud as others, and a loud one stays', async () => {
  const quiet = await checker.prepare(wav(speech.map((sample) => sample * 0.05)), all, signal);
  const { levels } = await checker.check(quiet.bytes);
  expect(levels.speechDbfs).toBeGreaterThan(-26);
  expect(levels.peakDbfs).toBeLessThanOrEqual(0);
  const loud = await checker.prepare(wav(speech.map((sample) => sample * 1.8)), all, signal);
  const before = await checker.check(wav(speech.map((sample) => sample * 1.8)));
  const after = await checker.check(loud.bytes);
  expect(after.levels.speechDbfs).toBeCloseTo(before.levels.speechDbfs, 0);
});

test('the middle of a long clip is found where it lies', async () => {
  const clip = wav(joinedSamples(new Float32Array(24_000 * 20), speech, new Float32Array(24_000)));
  const prepared = await checker.prepare(clip, { fromMs: 20_000, toMs: 26_000 }, signal);
  const { samples } = await decoded(prepared.bytes);
  expect(likeness(samples, speech, 72)).toBeGreaterThan(0.9);
});

test('numbers that are no sound become silence or the loudest sound', async () => {
  const samples = Float32Array.from(speech);
  for (const [index, value] of [Number.NaN, Infinity, -Infinity, 1e38, -1e30].entries()) {
    samples.fill(value, 30_000 + index * 1000, 30_010 + index * 1000);
  }
  const file = wav(samples, { bits: 32, float: true });
  expect((await checker.check(file)).levels.peakDbfs).toBeLessThan(6.1);
  const { bytes } = await checker.prepare(file, all, signal);
  const decodedAgain = await decoded(bytes);
  expect(decodedAgain.samples.every((sample) => Math.abs(sample) < 2)).toBe(true);
  const before = speech.subarray(0, 28_000);
  expect(likeness(decodedAgain.samples.subarray(0, 28_000), before, 72)).toBeGreaterThan(0.9);
});

test('a stretch that lies behind the end is refused', async () => {
  const prepared = checker.prepare(wav(speech), { fromMs: 7000, toMs: 9000 }, signal);
  await expect(prepared).rejects.toBeInstanceOf(UserError);
});

function headed(bytes: Uint8Array, sampleCount: number): Uint8Array {
  return withInfo(bytes, { gaps: gapsOf(bytes, sampleCount) });
}
