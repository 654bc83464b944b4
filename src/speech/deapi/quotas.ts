import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import { Budget, MinuteWindow } from './budget.ts';

/** `basic` has never paid; `premium` once has. */
export type DeapiTier = 'basic' | 'premium';

export interface Quotas {
  readonly speech: Budget;
  readonly jobs: Budget;
  readonly price: Budget;
  readonly transcription: Budget;
}

/** Limits and quotas, deAPI documentation, as of 2026-08. Models and balance are unlimited. */
const basic = {
  speech: { perMinute: 5, perDay: 300 },
  jobs: { perMinute: 50, perDay: 200 },
  price: { perMinute: 50, perDay: 200 },
  transcription: { perMinute: 1, perDay: 10 },
} as const;
const premiumPerMinute = 300;

export function quotasOf(tier: DeapiTier, clock: Clock, memo: Memo | undefined): Quotas {
  // "300 a minute, all endpoints" can be read as a limit of each or of all: all together keeps to both.
  const shared = new MinuteWindow(premiumPerMinute, clock);
  const budget = (endpoint: keyof Quotas) => {
    const kept = { endpoint, clock, ...(memo && { memo }) };
    if (tier === 'premium') return new Budget({ ...kept, window: shared });
    const { perMinute, perDay } = basic[endpoint];
    return new Budget({ ...kept, perDay, window: new MinuteWindow(perMinute, clock) });
  };
  return {
    speech: budget('speech'),
    jobs: budget('jobs'),
    price: budget('price'),
    transcription: budget('transcription'),
  };
}
