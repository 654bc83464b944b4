import { expect, test, vi } from 'vitest';

import { LastLines } from '#features/calls/last-lines.ts';

import { stopClocks } from '../../virtual-time.ts';

const frame = Uint8Array.of(0xf8, 1, 2);
const line = { id: 'one', authorId: 'ann', guildId: 'here' };

function scene() {
  const filtered: string[] = [];
  const lines = new LastLines({
    wordFilter: { words: async () => [...filtered], change: () => Promise.resolve() },
  });
  const framesOf = async (guildId: string, userId: string) =>
    (await lines.of(guildId, userId))?.frames;
  return { lines, filtered, framesOf };
}

test('each person has their last line in each server', async () => {
  const { lines, framesOf } = scene();
  await lines.keep(line, { frames: [frame] });
  await lines.keep({ ...line, id: 'two' }, { frames: [frame, frame] });
  expect(await framesOf('here', 'ann')).toHaveLength(2);
  expect(await framesOf('there', 'ann')).toBeUndefined();
  expect(await framesOf('here', 'bea')).toBeUndefined();
});

test('a line is forgotten a quarter of an hour after it was spoken', async () => {
  stopClocks();
  const { lines, framesOf } = scene();
  await lines.keep(line, { frames: [frame] });
  vi.advanceTimersByTime(14 * 60_000);
  expect(await framesOf('here', 'ann')).toHaveLength(1);
  vi.advanceTimersByTime(61_000);
  expect(await framesOf('here', 'ann')).toBeUndefined();
});

test('a line is forgotten with whatever is meant: a deleted message, a person, a voice', async () => {
  const { lines, framesOf } = scene();
  const kept = { ...line, voiceId: 'voice' };
  for (const isMeant of [
    ({ id }: typeof line) => id === 'one',
    ({ authorId }: typeof line) => authorId === 'ann',
    ({ voiceId }: { voiceId?: string }) => voiceId === 'voice',
  ]) {
    await lines.keep(kept, { frames: [frame] });
    lines.forget(isMeant);
    expect(await framesOf('here', 'ann')).toBeUndefined();
  }
});

test('what a server filters since is not said again', async () => {
  const { lines, filtered, framesOf } = scene();
  filtered.push('darn');
  await lines.keep(line, { frames: [frame] });
  expect(await framesOf('here', 'ann')).toHaveLength(1);
  filtered.push('heck');
  expect(await framesOf('here', 'ann')).toBeUndefined();
});

test('a line that is larger than all that may be kept is not', async () => {
  const { lines, framesOf } = scene();
  await lines.keep(line, { frames: [new Uint8Array(9 * 2 ** 20)] });
  expect(await framesOf('here', 'ann')).toBeUndefined();
});
