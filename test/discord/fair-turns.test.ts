import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { FairTurns } from '#discord/fair-turns.ts';

test('one who comes alone has a turn at once', async () => {
  const turns = new FairTurns();
  let turned = false;
  void setImmediate().then(() => (turned = true));
  await turns.of('ann');
  expect(turned).toBe(false);
});

test('somebody with hundreds of turns keeps nobody else waiting, and has them one by one in order', async () => {
  const turns = new FairTurns();
  const order: string[] = [];
  const work = async (userId: string, name: string): Promise<void> => {
    await turns.of(userId);
    order.push(name);
  };
  const all = Array.from({ length: 300 }, async (_, at) => work('flooder', `f${at}`));
  all.push(work('ann', 'ann'), work('bea', 'bea'), work('ann', 'ann again'));
  await Promise.all(all);
  expect(order.slice(0, 6)).toEqual(['f0', 'f1', 'ann', 'bea', 'f2', 'ann again']);
  expect(order.filter((name) => name.startsWith('f'))).toEqual(
    Array.from({ length: 300 }, (_, at) => `f${at}`),
  );
});

test.each([1, 8])('%i at most go in a turn of the event loop', async (atOnce) => {
  const turns = new FairTurns(atOnce);
  const done: number[] = [];
  const all = Array.from({ length: 20 }, async (_, at) => {
    await turns.of('ann');
    done.push(at);
  });
  const inTurn: number[] = [];
  while (done.length < 20) {
    const before = done.length;
    await setImmediate();
    inTurn.push(done.length - before);
  }
  await Promise.all(all);
  // The first came before any waited.
  expect(Math.max(...inTurn.slice(1))).toBe(atOnce);
});
