import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Lanes } from '#ops/lanes.ts';

test('a lane keeps its order over failures, and lanes don’t wait for each other', async () => {
  const lanes = new Lanes();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = lanes.run('a', async () => {
    await gate.promise;
    done.push('first');
    throw new Error('failed');
  });
  const second = lanes.run('a', async () => void done.push('second'));
  await lanes.run('b', async () => void done.push('other'));
  expect(done).toEqual(['other']);
  gate.resolve();
  await expect(first).rejects.toThrow('failed');
  await second;
  expect(done).toEqual(['other', 'first', 'second']);
});

test('a heap of work in one lane lets everything else have its turns meanwhile', async () => {
  const lanes = new Lanes();
  let done = 0;
  const all = Array.from({ length: 50 }, () => lanes.run('a', async () => void (done += 1)));
  await turn();
  await turn();
  expect(done).toBeLessThan(10);
  await Promise.all(all);
  expect(done).toBe(50);
});
