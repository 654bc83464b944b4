import { z } from 'zod';

import type { Memo } from './memo.ts';

/*
 * A bot that ended because another with its token was started elsewhere is often started again by its supervisor. Then the
 * other would end, and be started again as well. Neither can see whether the other still runs without connecting, so
 * each comes back later every time.
 */

const memoName = 'gave-way';
const kept = z.object({ atMs: z.number(), times: z.int().positive().max(100) });

export const firstPauseMs = 60_000;
const longestPauseMs = 6 * 60 * 60_000;
/** After so long without it, it is another matter. */
const forgottenMs = 24 * 60 * 60_000;

/** Notes that this bot gives way to another with the same token. */
export async function noteGivingWay(memo: Memo, nowMs: number): Promise<void> {
  const before = await lastTime(memo, nowMs);
  await memo.put(memoName, { atMs: nowMs, times: (before?.times ?? 0) + 1 });
}

/** How long to wait before this bot connects again; 0 when it gave way to none of late. */
export async function pauseAfterGivingWay(memo: Memo, nowMs: number): Promise<number> {
  const last = await lastTime(memo, nowMs);
  if (!last) return 0;
  const pauseMs = Math.min(firstPauseMs * 2 ** (last.times - 1), longestPauseMs);
  return Math.max(0, last.atMs + pauseMs - nowMs);
}

async function lastTime(memo: Memo, nowMs: number): Promise<z.infer<typeof kept> | undefined> {
  const { data } = kept.safeParse(await memo.get(memoName));
  // A clock that was set back must not make anybody wait for its return.
  return data && data.atMs <= nowMs && nowMs - data.atMs < forgottenMs ? data : undefined;
}
