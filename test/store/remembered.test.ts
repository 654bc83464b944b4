import { expect, test } from 'vitest';

import { Remembered } from '#store/remembered.ts';

/** Lists that are as long as their key says, and how often each was read. */
function lists(maxSize: number) {
  const read: string[] = [];
  const remembered = new Remembered({
    max: 100,
    maxSize,
    sizeOf: (list: readonly number[]) => list.length,
    load: async (key: string) => {
      read.push(key);
      return Array.from({ length: Number(key.slice(1)) }, (_, at) => at);
    },
  });
  return { read, remembered };
}

test('what was read is read once, and anew when it was forgotten', async () => {
  const { read, remembered } = lists(100);
  expect(await Promise.all([remembered.get('a3'), remembered.get('a3')])).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
  await remembered.get('a3');
  expect(read).toEqual(['a3']);
  remembered.forget('a3');
  await remembered.get('a3');
  expect(read).toEqual(['a3', 'a3']);
});

test('long values push out others before short ones do', async () => {
  const { read, remembered } = lists(100);
  for (const key of ['a60', 'b1', 'c1', 'd60']) await remembered.get(key);
  for (const key of ['b1', 'c1', 'd60']) await remembered.get(key);
  expect(read).toEqual(['a60', 'b1', 'c1', 'd60']);
  await remembered.get('a60');
  expect(read.at(-1)).toBe('a60');
});

test('what is larger than all that may be remembered is given, and read again', async () => {
  const { read, remembered } = lists(100);
  expect(await remembered.get('a200')).toHaveLength(200);
  await remembered.get('a200');
  expect(read).toEqual(['a200', 'a200']);
});

test('what changed while it was read is not remembered', async () => {
  const { read, remembered } = lists(100);
  const reading = remembered.get('a60');
  remembered.forget('a60');
  await reading;
  await remembered.get('a60');
  expect(read).toEqual(['a60', 'a60']);
});

test('a reading that failed is made anew, and not remembered', async () => {
  let readings = 0;
  const remembered = new Remembered({
    max: 5,
    load: async (_key: string) => {
      readings += 1;
      if (readings === 1) throw new Error('busy');
      return { readings };
    },
  });
  await expect(remembered.get('a')).rejects.toThrow('busy');
  expect(await remembered.get('a')).toEqual({ readings: 2 });
  expect(await remembered.get('a')).toEqual({ readings: 2 });
});
