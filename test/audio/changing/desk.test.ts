import { expect, test } from 'vitest';

import type { FromChanger } from '#audio/changing/changer-orders.ts';
import { Desk } from '#audio/changing/desk.ts';
import { packFrames } from '#audio/frame-pack.ts';
import type { Frame } from '#audio/track.ts';

import { line } from './lines.ts';

const change = { gainDb: -6, tempo: 1 };
const [oneSec, threeSecs] = [await line(1), await line(3)];
const long = Array.from({ length: 12 }, () => threeSecs).flat();

/** A desk whose clock stands still, however long this machine takes for a slice. */
function scene() {
  const told: FromChanger[] = [];
  const waiting: { readonly when: () => boolean; readonly go: () => void }[] = [];
  const desk = new Desk(
    (message) => {
      told.push(message);
      for (const { when, go } of waiting) if (when()) go();
    },
    () => 0,
  );
  const give = (sound: number, frames: readonly Frame[]) => {
    desk.receive({ type: 'begin', sound, change });
    desk.receive({ type: 'frames', sound, frames: packFrames(frames), last: true });
  };
  const isWhole = (sound: number) =>
    told.some((message) => 'last' in message && message.sound === sound && message.last);
  /** Resolves before one more slice is made. */
  const until = (when: () => boolean): Promise<void> =>
    new Promise((go) => void waiting.push({ when, go }));
  return { desk, told, give, isWhole, until };
}

test('whoever begins is heard before one more slice of those who are ahead', async () => {
  const { told, give, isWhole, until } = scene();
  give(1, long);
  give(2, long);
  await until(() => told.length > 5);
  const before = told.length;
  give(3, oneSec);
  await until(() => isWhole(3));
  const first = told
    .slice(before)
    .findIndex((message) => 'sound' in message && message.sound === 3);
  // Slices made while it was opened came before, and then nothing came between its own.
  expect(
    told.slice(before + first).every((message) => 'sound' in message && message.sound === 3),
  ).toBe(true);
  expect([isWhole(1), isWhole(2)]).toEqual([false, false]);
  await until(() => isWhole(1) && isWhole(2));
});

test('what is damaged fails alone', async () => {
  const { told, give, isWhole, until } = scene();
  give(1, [Uint8Array.of(0xff, 0xff, 1)]);
  give(2, oneSec);
  await until(() => isWhole(2));
  expect(told.filter(({ type }) => type === 'failed')).toEqual([
    { type: 'failed', sound: 1, reason: expect.stringContaining('damaged') },
  ]);
});

test('nothing more is made of what nobody wants', async () => {
  const { desk, told, give, isWhole, until } = scene();
  give(1, long);
  await until(() => told.length > 2);
  desk.receive({ type: 'stop', sound: 1 });
  const before = told.length;
  give(2, oneSec);
  await until(() => isWhole(2));
  expect(told.slice(before).every((message) => 'sound' in message && message.sound === 2)).toBe(
    true,
  );
});
