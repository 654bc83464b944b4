import { dayMs, dayOf } from '#ops/utc-day.ts';

import { retryAfterMs } from '../http/retry-after.ts';
import type { Answer } from './http.ts';

/** How long a budget is used up, and which of its quotas. */
export interface Shortage {
  readonly retryAfterMs: number;
  readonly quota: 'minute' | 'day';
  /** The calls that are left are kept for commands. */
  readonly isKept?: true;
}

const minuteMs = 60_000;

/** The shortage that a refusal tells of. One that says neither which nor how long is of the minute, and of the day where that did not help. */
export function saidShortage(
  headers: Answer['headers'],
  wallMs: number,
  wasJustRefused: boolean,
): Shortage {
  const type = headers['x-ratelimit-type'];
  const waitMs = retryAfterMs(headers, wallMs);
  const saidMs = waitMs === undefined ? undefined : Math.min(Math.max(waitMs, 1_000), dayMs);
  const isDaily =
    type === 'daily' ||
    (type !== 'minute' && (saidMs === undefined ? wasJustRefused : saidMs > 2 * minuteMs));
  const quota = isDaily ? 'day' : 'minute';
  if (saidMs !== undefined) return { quota, retryAfterMs: saidMs };
  return { quota, retryAfterMs: isDaily ? untilMidnightMs(wallMs, headers) : minuteMs };
}

/** By the service's clock, when it says its time. */
export function saidAtMs(headers: Answer['headers'], wallMs: number): number {
  const saidMs = Date.parse(headers['date'] ?? '');
  return Number.isNaN(saidMs) ? wallMs : saidMs;
}

/** Until the end of today, or of the day on which the service answered. */
export function untilMidnightMs(wallMs: number, headers: Answer['headers'] = {}): number {
  const midnightMs = (dayOf(saidAtMs(headers, wallMs)) + 1) * dayMs;
  return Math.min(Math.max(midnightMs - wallMs, 1_000), dayMs);
}
