import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Change } from '#audio/changing/change.ts';
import { Track } from '#audio/track.ts';
import type { Frame } from '#audio/track.ts';
import { Lowering } from '#call/lowering.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const numbered = (number: number): Frame => Uint8Array.of(0xf8, number >> 8, number & 0xff);
const numberOf = (frame: Frame): number => ((frame[1] ?? 0) << 8) | (frame[2] ?? 0);

interface Sound {
  readonly source: Track;
  readonly made: Track;
  readonly fade: Change['fade'];
  isStopped: boolean;
}

/** A call's lowering, whose frames are made when a test says so. */
function scene() {
  const sounds: Sound[] = [];
  const replaced: [from: number, numbers: readonly number[]][] = [];
  const lowering = new Lowering({
    warm: () => undefined,
    change(source, { fade }) {
      const sound: Sound = { source, made: new Track(), fade, isStopped: false };
      sounds.push(sound);
      return { track: sound.made, stop: () => (sound.isStopped = true) };
    },
  });
  const begin = (track: Track): void =>
    lowering.begin(track, (from, frames, taken) => {
      replaced.push([from, frames.map(numberOf)]);
      taken();
    });
  /** All that was given to the last sound comes back. */
  const make = async (): Promise<void> => {
    const sound = sounds.at(-1);
    for (const frame of sound?.source.frames.slice(sound.made.frames.length) ?? [])
      sound?.made.append(frame);
    await vi.advanceTimersByTimeAsync(0);
  };
  const given = (): readonly number[] => sounds.at(-1)?.source.frames.map(numberOf) ?? [];
  return { lowering, sounds, replaced, begin, make, given };
}

const long = (frames = 500): Track =>
  Track.of(Array.from({ length: frames }, (_, at) => numbered(at)));
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);

test('while nobody else speaks nothing is made', () => {
  const { lowering, sounds, begin } = scene();
  begin(long());
  lowering.end();
  begin(long());
  expect(sounds).toEqual([]);
});

test('from where somebody begins the frames a little ahead are made softer, and no more than are soon heard', async () => {
  const { lowering, sounds, replaced, begin, make, given } = scene();
  begin(long());
  lowering.others(true, 100);
  expect(sounds[0]?.fade).toEqual({ fromDb: 0, toDb: -10, afterFrames: 5, frames: 5 });
  expect(given()).toEqual(range(98, 175));
  await make();
  expect(replaced).toEqual([[103, range(103, 175)]]);
  await vi.advanceTimersByTimeAsync(1_000);
  await make();
  expect(given()).toEqual(range(98, 225));
  expect(replaced.flatMap(([, numbers]) => numbers)).toEqual(range(103, 225));
  lowering.end();
  expect(sounds[0]?.isStopped).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(given()).toEqual(range(98, 225));
});

test('when the others are silent it comes back from the level that it has, to its own frames', async () => {
  const { lowering, sounds, replaced, begin, make, given } = scene();
  begin(long());
  lowering.others(true, 100);
  lowering.others(false, 102);
  expect(sounds[0]?.isStopped).toBe(true);
  expect(sounds[1]?.fade).toEqual({ fromDb: -4, toDb: 0, afterFrames: 5, frames: 4 });
  expect(given()).toEqual(range(100, 112));
  expect(sounds[1]?.source.ended).toBe(true);
  await make();
  expect(replaced).toEqual([[105, range(105, 109)]]);
});

test('a line that begins while somebody speaks is soft after its first frames', async () => {
  const { lowering, sounds, replaced, begin, make } = scene();
  lowering.others(true, 0);
  begin(long());
  expect(sounds[0]?.fade).toEqual({ fromDb: 0, toDb: -10, afterFrames: 3, frames: 5 });
  await make();
  expect(replaced[0]?.[0]).toBe(3);
  begin(long());
  expect(sounds.map(({ isStopped }) => isStopped)).toEqual([true, false]);
});

test('a line that grows is followed to its end', async () => {
  const { lowering, sounds, replaced, begin, make, given } = scene();
  const track = new Track();
  begin(track);
  for (let at = 0; at < 10; at += 1) track.append(numbered(at));
  lowering.others(true, 2);
  expect(given()).toEqual(range(0, 10));
  for (let at = 10; at < 20; at += 1) track.append(numbered(at));
  track.end();
  expect(sounds[0]?.source.ended).toBe(true);
  await make();
  expect(replaced.flatMap(([, numbers]) => numbers)).toEqual(range(5, 20));
});

test('what is told twice counts once', () => {
  const { lowering, sounds, begin } = scene();
  begin(long());
  lowering.others(false, 3);
  lowering.others(true, 5);
  lowering.others(true, 9);
  expect(sounds).toHaveLength(1);
});
