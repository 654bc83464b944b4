import { onTestFinished, vi } from 'vitest';

/**
 * Stops the clocks of this process until the test is over: the time of day, the one of `performance` (by which lru-cache
 * counts ages) and timers all move by `vi.advanceTimersByTime` alone.
 */
export function stopClocks(): void {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  const offsetMs = performance.now() - Date.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + offsetMs);
  onTestFinished(() => {
    clock.mockRestore();
    vi.useRealTimers();
  });
}
