import { expect, test, vi } from 'vitest';

import type { FromChanger } from '#audio/changing/changer-orders.ts';
import { Desk } from '#audio/changing/desk.ts';
import { packFrames } from '#audio/frame-pack.ts';
import type { Frame } from '#audio/track.ts';

import { line } from './lines.ts';

const change = { gainDb: -6, tempo: 1 };
const threeSecs = await line(3);

function scene() {
  const told: FromChanger[] = [];
  const desk = new Desk((message) => told.push(message));
  const give = (sound: number, frames: readonly Frame[]) => {
    desk.receive({ type: 'begin', sound, change });
    desk.receive({ type: 'frames', sound, frames: packFrames(frames), last: true });
  };
  const isWhole = (sound: number) =>
    told.some((message) => 'last' in message && message.sound === sound && message.last);
  return { desk, told, give, isWhole };
}

test('whoever begins is heard before one more slice of those who are ahead', async () => {
  const { told, give, isWhole } = scene();
  const long = Array.from({ length: 12 }, () => threeSecs).flat();
  give(1, long);
  give(2, long);
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(5), 30_000);
  const before = told.length;
  give(3, await line(1));
  await vi.waitFor(() => expect(isWhole(3)).toBe(true), 30_000);
  const first = told
    .slice(before)
    .findIndex((message) => 'sound' in message && message.sound === 3);
  const whole = told.findLastIndex((message) => 'sound' in message && message.sound === 3);
  // Slices made while it was opened came before, and then nothing came between its own.
  expect(
    told
      .slice(before + first, whole + 1)
      .every((message) => 'sound' in message && message.sound === 3),
  ).toBe(true);
  expect([isWhole(1), isWhole(2)]).toEqual([false, false]);
  await vi.waitFor(() => expect([isWhole(1), isWhole(2)]).toEqual([true, true]), 30_000);
});

test('what is damaged fails alone', async () => {
  const { told, give, isWhole } = scene();
  give(1, [Uint8Array.of(0xff, 0xff, 1)]);
  give(2, await line(1));
  await vi.waitFor(() => expect(isWhole(2)).toBe(true), 30_000);
  expect(told.filter(({ type }) => type === 'failed')).toEqual([
    { type: 'failed', sound: 1, reason: expect.stringContaining('damaged') },
  ]);
});

test('nothing more is made of what nobody wants', async () => {
  const { desk, told, give } = scene();
  give(1, Array.from({ length: 12 }, () => threeSecs).flat());
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(2), 30_000);
  desk.receive({ type: 'stop', sound: 1 });
  const before = told.length;
  give(2, await line(1));
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ sound: 2, last: true }), 30_000);
  expect(told.slice(before).every((message) => 'sound' in message && message.sound === 2)).toBe(
    true,
  );
});
