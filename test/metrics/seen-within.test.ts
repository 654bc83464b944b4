import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { seenWithin } from '#metrics/seen-within.ts';

test('what was seen is good for a while, and then looked at again', async () => {
  let looks = 0;
  const see = seenWithin(200, async () => (looks += 1));
  expect([await see(), await see()]).toEqual([1, 1]);
  await delay(250);
  expect(await see()).toBe(2);
});

test('a look that failed is not remembered', async () => {
  let fails = true;
  const see = seenWithin(60_000, async () => {
    if (fails) throw new Error('gone');
    return 'there';
  });
  await expect(see()).rejects.toThrow('gone');
  fails = false;
  expect(await see()).toBe('there');
});
