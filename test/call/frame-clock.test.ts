import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { FrameClock } from '#call/worker/frame-clock.ts';

class Ticker {
  readonly dispatchedAt: number[] = [];
  prepared = 0;
  busy = true;

  dispatch(): void {
    this.dispatchedAt.push(performance.now());
  }

  prepare(): void {
    this.prepared += 1;
  }
}

function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

test('ticks every 20 ms without drifting, and stands still when nobody is busy', async () => {
  const clock = new FrameClock();
  const ticker = new Ticker();
  const beganMs = performance.now();
  clock.add(ticker);
  await delay(1010);
  ticker.busy = false;
  const expected = (performance.now() - beganMs) / 20;
  // On a machine that is too busy the schedule is shifted on purpose.
  const tolerance = 4 + 10 * clock.counters.stalls;
  expect(Math.abs(ticker.dispatchedAt.length - expected)).toBeLessThan(tolerance);
  await delay(50);
  const stoodAt = clock.counters.ticks;
  await delay(60);
  expect(clock.counters.ticks).toBe(stoodAt);
  expect(clock.speaking).toBe(0);
});

test('a stall of a second is a pause and not a burst', async () => {
  const clock = new FrameClock();
  const ticker = new Ticker();
  clock.add(ticker);
  await delay(100);
  block(1000);
  const before = ticker.dispatchedAt.length;
  await delay(200);
  ticker.busy = false;
  const after = ticker.dispatchedAt.length - before;
  expect(after).toBeLessThanOrEqual(13);
  expect(clock.counters.stalls).toBe(1);
});

test('one that throws does not stop the clock for ever', async () => {
  const clock = new FrameClock();
  const ticker = new Ticker();
  let thrown = 0;
  const uncaught = (error: Error) => {
    thrown += 1;
    expect(error.message).toBe('broken');
  };
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.once('uncaughtException', uncaught);
  clock.add(ticker);
  const broken = {
    busy: true,
    dispatch() {
      if (thrown === 0) throw new Error('broken');
    },
    prepare: () => undefined,
  };
  clock.add(broken);
  await delay(100);
  for (const listener of listeners) process.on('uncaughtException', listener);
  ticker.busy = false;
  broken.busy = false;
  expect(thrown).toBe(1);
  expect(ticker.dispatchedAt.length).toBeGreaterThan(2);
});
