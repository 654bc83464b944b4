import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { watchEventLoop } from '#metrics/event-loop.ts';

/** Keeps the event loop from everything else. */
function holdUp(ms: number): void {
  const began = performance.now();
  while (performance.now() - began < ms);
}

test('how late the process was is told in seconds, since it was last asked, and how long it was busy', async () => {
  using loop = watchEventLoop();
  // An event loop that nothing is late in tells of no delay, and not of the pause between two looks.
  await delay(100);
  const busyBefore = loop.busySecs();
  holdUp(400);
  await delay(50);
  const { p50, p99, max } = loop.delaysSecs();
  expect(max).toBeGreaterThan(0.3);
  expect(max).toBeLessThan(10);
  expect(p99).toBeLessThanOrEqual(max);
  expect(p50).toBeLessThanOrEqual(p99);
  const busy = loop.busySecs() - busyBefore;
  expect(busy).toBeGreaterThan(0.35);
  expect(busy).toBeLessThan(10);
  expect(loop.delaysSecs().max).toBeLessThan(max);
});
