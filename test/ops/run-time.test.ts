import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { queuedMs, watchRunTime } from '#ops/run-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each<[string, number, (passedMs: number) => number]>([
  ['that runs or sleeps has its time and no more, whatever was before', 100, () => 5_000],
  ['does not lose the time in which others have the processor', 150, (ms) => Math.min(ms, 50)],
  ['has that time again when it waits again', 210, (ms) => (ms < 100 ? 0 : ms < 150 ? 50 : 110)],
  ['is ended at four times its bound, however busy the machine is', 400, (ms) => ms],
])('a process %s', async (_, endsAtMs, waitedMs) => {
  const startedAtMs = performance.now();
  const passedMs = (): number => performance.now() - startedAtMs;
  const ends: number[] = [];
  const usedMs = async (): Promise<number> => passedMs() - waitedMs(passedMs());
  watchRunTime({ usedMs, maxMs: 100, maxStretch: 4 }, () => ends.push(passedMs()));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ends).toEqual([endsAtMs]);
});

test('nothing is called once it was stopped, not even when it was being looked at', async () => {
  const onTooLong = vi.fn();
  const looks = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  let asked = 0;
  const usedMs = (): Promise<number> => looks[asked++]!.promise;
  const stop = watchRunTime({ usedMs, maxMs: 20, maxStretch: 4 }, onTooLong);
  await vi.advanceTimersByTimeAsync(20);
  stop();
  for (const [at, { resolve }] of looks.entries()) resolve(20 * at);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toBe(2);
  expect(onTooLong).not.toHaveBeenCalled();
});

test('Linux tells how long a process had to wait', async () => {
  expect(await queuedMs(process.pid)).toBeGreaterThan(0);
  expect(await queuedMs(2 ** 30)).toBe(0);
});
