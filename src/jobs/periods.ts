import { dayMs, dayOf } from '#ops/utc-day.ts';

/** A budget is for a day or a calendar month, both of UTC. */
export const periods = ['day', 'month'] as const;
export type Period = (typeof periods)[number];

/** The first day of the period in which the moment is: days since 1970 UTC. */
export function firstDayOf(period: Period, atMs: number): number {
  if (period === 'day') return dayOf(atMs);
  const at = new Date(atMs);
  return dayOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}

/** When the next period begins: milliseconds since 1970. */
export function endOf(period: Period, atMs: number): number {
  if (period === 'day') return (dayOf(atMs) + 1) * dayMs;
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
}
