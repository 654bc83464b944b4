import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { heartbeat, heartbeatName } from '#ops/heartbeat.ts';

import { temporaryFolder } from '../store/folder.ts';

test('the file is touched as long as the event loop turns, and gone in the end', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, heartbeatName);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: 1_000_000 });
  try {
    const beating = heartbeat(folder.path);
    const beatenAt = async (): Promise<number> =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
    await expect.poll(() => existsSync(path)).toBe(true);
    vi.advanceTimersByTime(10_000);
    await expect.poll(beatenAt).toBe(1_010_000);
    vi.advanceTimersByTime(10_000);
    await expect.poll(beatenAt).toBe(1_020_000);
    await rm(path);
    vi.advanceTimersByTime(10_000);
    await expect.poll(() => existsSync(path)).toBe(true);
    beating[Symbol.dispose]();
    expect(existsSync(path)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});
