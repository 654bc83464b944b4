import { expect, test } from 'vitest';

import { DiskFullError, isDiskFull, withRoom } from '#ops/disk-full.ts';

const failure = (code: string): Error => Object.assign(new Error(`${code}: it failed`), { code });

// EDQUOT says that there is room, but none that this user may take.
test.each(['ENOSPC', 'EDQUOT'])('%s is a want of room, and told with its place', async (code) => {
  const error = failure(code);
  expect(isDiskFull(error)).toBe(true);
  const told = await withRoom('/data', () => Promise.reject(error)).catch((why: unknown) => why);
  expect(told).toBeInstanceOf(DiskFullError);
  expect(told).toMatchObject({ cause: error, message: expect.stringContaining('/data') as string });
  expect(isDiskFull(told)).toBe(true);
});

test.each(['EIO', 'EROFS'])('%s is none, and told as it is', async (code) => {
  const error = failure(code);
  expect(isDiskFull(error)).toBe(false);
  await expect(withRoom('/data', () => Promise.reject(error))).rejects.toBe(error);
});

test('work that has room gives what it gives', async () => {
  expect(await withRoom('/data', async () => 7)).toBe(7);
});
