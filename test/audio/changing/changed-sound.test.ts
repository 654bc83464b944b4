import { pitchOf } from '@crier/rehearsal/sound/pitch.ts';
import { expect, test } from 'vitest';

import type { Change } from '#audio/changing/change.ts';
import { ChangedSound } from '#audio/changing/changed-sound.ts';
import { LoudnessMeter } from '#audio/loudness/loudness-meter.ts';
import { truePeak, truePeakLead } from '#audio/loudness/true-peak.ts';
import type { Frame } from '#audio/track.ts';
import { warmUpFrames } from '#call/lowered-stretch.ts';

import { heard, similarity } from '../sound.ts';
import { line } from './lines.ts';

const heardRate = 48_000;

async function changed(frames: readonly Frame[], change: Partial<Change>) {
  const sound = await ChangedSound.open({ gainDb: 0, tempo: 1, ...change });
  const made = frames.flatMap((frame) => sound.push([frame]));
  made.push(...sound.end());
  sound.close();
  return made;
}

function lufsOf(samples: Float32Array): number {
  const meter = new LoudnessMeter(heardRate);
  meter.push(samples);
  return meter.integratedLufs();
}

test.each([-20, -6, 3])('at %d dB it is heard as much louder, at the same time', async (gainDb) => {
  const frames = await line(4);
  const made = await changed(frames, { gainDb });
  expect(made.length).toBe(frames.length);
  const [before, after] = [await heard(frames), await heard(made)];
  expect(lufsOf(after) - lufsOf(before)).toBeCloseTo(gainDb, 0);
  const { correlation, lagMs } = similarity(before, after);
  expect(correlation).toBeGreaterThan(0.9);
  expect(Math.abs(lagMs)).toBeLessThanOrEqual(0.5);
});

test.each([0, 3])('at %d dB its true peak stays below one dB under the most', async (gainDb) => {
  const samples = await heard(await changed(await line(4), { gainDb }));
  const peak = truePeak(samples, truePeakLead, samples.length);
  expect(20 * Math.log10(peak)).toBeLessThan(-1);
});

test.each([1.1, 1.5])(
  'at tempo %d it takes as much less time, at the same pitch',
  async (tempo) => {
    const frames = await line(4);
    const made = await changed(frames, { tempo });
    expect(made.length * tempo).toBeGreaterThan(frames.length * 0.98);
    expect(made.length * tempo).toBeLessThan(frames.length * 1.02);
    const [before, after] = [await heard(frames), await heard(made)];
    const [low, high] = [pitchOf(before, heardRate) ?? 0, pitchOf(after, heardRate) ?? 0];
    expect(Math.abs(high / low - 1)).toBeLessThan(0.08);
    expect(Math.abs(lufsOf(after) - lufsOf(before))).toBeLessThan(0.5);
  },
);

test('what can’t be decoded is told of', async () => {
  const sound = await ChangedSound.open({ gainDb: 3, tempo: 1 });
  expect(() => sound.push([Uint8Array.of(0xff, 0xff, 1)])).toThrow('damaged');
  sound.close();
});

test('a fade turns it from one level to another at its time, and without a click', async () => {
  const frames = await line(4);
  const fade = { fromDb: 0, toDb: -10, afterFrames: 50, frames: 5 };
  const [before, after] = [await heard(frames), await heard(await changed(frames, { fade }))];
  const rmsDb = (samples: Float32Array): number =>
    10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  const softerDb = (fromFrame: number, toFrame: number): number => {
    const [from, to] = [(fromFrame * heardRate) / 50, (toFrame * heardRate) / 50];
    return rmsDb(after.subarray(from, to)) - rmsDb(before.subarray(from, to));
  };
  expect(softerDb(5, 50)).toBeCloseTo(0, 0);
  expect(softerDb(55, 150)).toBeCloseTo(-10, 0);
  expect(softerDb(50, 55)).toBeLessThan(softerDb(5, 50));
  expect(softerDb(50, 55)).toBeGreaterThan(-10);
});

test('a part that is made with some frames in front of it joins on to what was heard before', async () => {
  const frames = await line(4);
  const at = 100;
  const before = await heard(frames);
  /** How far the first frame of the part is from what was made, in dB of that. */
  const errorDb = async (inFront: number): Promise<number> => {
    const fade = { fromDb: 0, toDb: 0, afterFrames: inFront, frames: 1 };
    const part = (await changed(frames.slice(at - inFront), { fade })).slice(inFront);
    const joined = await heard([...frames.slice(0, at), ...part]);
    let [error, wanted] = [0, 0];
    for (let sample = (at * heardRate) / 50; sample < ((at + 1) * heardRate) / 50; sample += 1) {
      const made = before[sample] ?? 0;
      error += ((joined[sample] ?? 0) - made) ** 2;
      wanted += made ** 2;
    }
    return 10 * Math.log10(error / wanted);
  };
  expect(await errorDb(warmUpFrames)).toBeLessThan(-25);
  expect(await errorDb(0)).toBeGreaterThan(-15);
});
