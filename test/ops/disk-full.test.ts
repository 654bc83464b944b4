import { expect, test } from 'vitest';

import { DiskFullError, isDiskFull, withRoom } from '#ops/disk-full.ts';

const failure = (code: string): Error => Object.assign(new Error(`${code}: it failed`), { code });

test.each([
  ['ENOSPC', true],
  // There is room, but none that this user may take.
  ['EDQUOT', true],
  ['EIO', false],
  ['EROFS', false],
])('that %s is for want of room is %s', async (code, isFull) => {
  const error = failure(code);
  expect(isDiskFull(error)).toBe(isFull);
  const told = await withRoom('/data', () => Promise.reject(error)).catch((why: unknown) => why);
  if (!isFull) return expect(told).toBe(error);
  expect(told).toBeInstanceOf(DiskFullError);
  expect(told).toMatchObject({ cause: error, message: expect.stringContaining('/data') as string });
  expect(isDiskFull(told)).toBe(true);
});

test('work that has room gives what it gives', async () => {
  expect(await withRoom('/data', async () => 7)).toBe(7);
});
