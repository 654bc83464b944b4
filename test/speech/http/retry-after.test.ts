import { expect, test } from 'vitest';

import { retryAfterMs } from '#speech/http/retry-after.ts';

const nowMs = Date.UTC(2026, 0, 1, 12);

test.each([
  [{ 'retry-after-ms': '1500', 'retry-after': '60' }, 1_500],
  [{ 'retry-after': '60' }, 60_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 11:59:30 GMT' }, -30_000],
  // The service's clock is nine minutes behind.
  [
    {
      'retry-after': 'Thu, 01 Jan 2026 11:51:30 GMT',
      date: 'Thu, 01 Jan 2026 11:51:00 GMT',
    },
    30_000,
  ],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT', date: 'at noon' }, 30_000],
  [{ 'retry-after': '60', date: 'Thu, 01 Jan 2026 11:51:00 GMT' }, 60_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '' }, undefined],
  [{}, undefined],
])('%j is a wait of %s ms', (headers, expected) => {
  expect(retryAfterMs(headers, nowMs)).toBe(expected);
});
