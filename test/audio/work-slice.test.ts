import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { WorkSlice } from '#audio/work-slice.ts';
import type { Need } from '#audio/work-slice.ts';

function work(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

/** Works for that many slices, and says of each that it was done. */
async function worker(slices: number, done: () => void): Promise<void> {
  const slice = new WorkSlice();
  for (let at = 0; at < slices; at += 1) {
    work(2.1);
    done();
    await slice.breathe();
  }
}

test('work that is short goes on in the same turn', async () => {
  let turned = false;
  void setImmediate().then(() => (turned = true));
  const slice = new WorkSlice();
  await slice.breathe();
  expect(turned).toBe(false);
});

test('of many works one has a slice in each turn of the event loop, in order', async () => {
  const order: number[] = [];
  const works = Array.from({ length: 8 }, async (_, at) => worker(3, () => order.push(at)));
  // Each begins with what it has: from then on they take turns.
  order.length = 0;
  const inTurn: number[] = [];
  while (order.length < 16) {
    const before = order.length;
    await setImmediate();
    inTurn.push(order.length - before);
  }
  await Promise.all(works);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7]);
  expect(Math.max(...inTurn)).toBe(1);
});

test('time of waiting is no work', async () => {
  let turned = false;
  const slice = new WorkSlice();
  slice.pause();
  work(3);
  slice.resume();
  void setImmediate().then(() => (turned = true));
  await slice.breathe();
  expect(turned).toBe(false);
});

test('what is urgent goes before the rest, which goes on all the same', async () => {
  const order: string[] = [];
  const working = async (name: string, slices: number, isUrgent: boolean): Promise<void> => {
    const slice = new WorkSlice(() => (isUrgent ? 'soon' : 'later'));
    for (let at = 0; at < slices; at += 1) {
      work(2.1);
      await slice.breathe();
      order.push(name);
    }
  };
  const others = Array.from({ length: 20 }, async () => working('posted', 2, false));
  await Promise.all([...others, working('heard', 9, true)]);
  const heardWhen = order.flatMap((name, at) => (name === 'heard' ? [at] : []));
  // One turn in four is the rest's: nine slices of its own take at most three of theirs.
  expect(heardWhen.at(-1)).toBeLessThan(13);
  expect(order.slice(0, heardWhen.at(-1)).filter((name) => name === 'posted')).not.toEqual([]);
});

test('what somebody waits for goes before all that is only heard later', async () => {
  const order: string[] = [];
  const working = async (name: string, need: Need): Promise<void> => {
    const slice = new WorkSlice(() => need);
    for (let at = 0; at < 6; at += 1) {
      work(2.1);
      await slice.breathe();
      order.push(name);
    }
  };
  const rests = Array.from({ length: 5 }, async () => working('rest', 'soon'));
  const beginnings = Array.from({ length: 5 }, async () => working('beginning', 'now'));
  await Promise.all([...rests, ...beginnings]);
  expect(order.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'beginning'));
});

test('work that nobody waits for gives way before its slice is used up', async () => {
  const order: string[] = [];
  const rest = new WorkSlice(() => 'soon');
  const beginning = new WorkSlice(() => 'now');
  work(2.1);
  const begun = beginning.breathe().then(() => order.push('beginning'));
  rest.resume();
  await rest.breathe();
  order.push('rest');
  await begun;
  expect(order).toEqual(['beginning', 'rest']);
});
