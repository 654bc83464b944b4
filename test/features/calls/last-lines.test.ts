import { expect, test, vi } from 'vitest';

import { LastLines } from '#features/calls/last-lines.ts';
import type { KeepLine } from '#features/calls/last-lines.ts';

import { stopClocks } from '../../virtual-time.ts';

const frame = Uint8Array.of(0xf8, 1, 2);
const line = { id: 'one', authorId: 'ann', guildId: 'here' };

function scene() {
  const filtered: string[] = [];
  const lines = new LastLines({
    wordFilter: { words: async () => [...filtered], change: () => Promise.resolve() },
  });
  const framesOf = async (guildId: string, userId: string) => {
    const last = await lines.of(guildId, userId);
    return last === 'filtered' ? last : last?.frames;
  };
  /** Puts a line into words, and has it heard to its end. */
  const keep = ({ guildId, ...heard }: typeof line, track: Parameters<KeepLine>[1]) =>
    lines.worded(guildId)(heard, track);
  return { lines, filtered, framesOf, keep };
}

test('each person has their last line in each server', async () => {
  const { framesOf, keep } = scene();
  await keep(line, { frames: [frame] });
  await keep({ ...line, id: 'two' }, { frames: [frame, frame] });
  expect(await framesOf('here', 'ann')).toHaveLength(2);
  expect(await framesOf('there', 'ann')).toBeUndefined();
  expect(await framesOf('here', 'bea')).toBeUndefined();
});

test('a line is forgotten a quarter of an hour after it was spoken', async () => {
  stopClocks();
  const { framesOf, keep } = scene();
  await keep(line, { frames: [frame] });
  vi.advanceTimersByTime(14 * 60_000);
  expect(await framesOf('here', 'ann')).toHaveLength(1);
  vi.advanceTimersByTime(61_000);
  expect(await framesOf('here', 'ann')).toBeUndefined();
});

test('a line is forgotten with whatever is meant: a deleted message, a person, a voice', async () => {
  const { lines, framesOf, keep } = scene();
  const kept = { ...line, voiceId: 'voice' };
  for (const isMeant of [
    ({ id }: typeof line) => id === 'one',
    ({ authorId }: typeof line) => authorId === 'ann',
    ({ voiceId }: { voiceId?: string }) => voiceId === 'voice',
  ]) {
    await keep(kept, { frames: [frame] });
    lines.forget(isMeant);
    expect(await framesOf('here', 'ann')).toBeUndefined();
  }
});

test('what a server filters since a line was put into words is not said again, and that is told from none', async () => {
  const { lines, filtered, framesOf, keep } = scene();
  filtered.push('darn');
  await keep(line, { frames: [frame] });
  expect(await framesOf('here', 'ann')).toHaveLength(1);
  const waits = lines.worded('here');
  filtered.push('heck');
  expect(await framesOf('here', 'ann')).toBe('filtered');
  // It was filtered while the line waited for its turn.
  await waits(line, { frames: [frame, frame] });
  expect(await framesOf('here', 'ann')).toBe('filtered');
  await keep(line, { frames: [frame] });
  expect(await framesOf('here', 'ann')).toHaveLength(1);
});

test('a line is there until it is forgotten, or another one is', async () => {
  const { lines, keep } = scene();
  const kept = async () => {
    await keep(line, { frames: [frame] });
    const last = await lines.of('here', 'ann');
    if (!last || last === 'filtered') throw new Error('it was kept');
    return last;
  };
  const first = await kept();
  expect(lines.has(first)).toBe(true);
  const second = await kept();
  expect([lines.has(first), lines.has(second)]).toEqual([false, true]);
  lines.forget(() => true);
  expect(lines.has(second)).toBe(false);
});

test('a line that is larger than all that may be kept is not', async () => {
  const { framesOf, keep } = scene();
  await keep(line, { frames: [new Uint8Array(9 * 2 ** 20)] });
  expect(await framesOf('here', 'ann')).toBeUndefined();
});
