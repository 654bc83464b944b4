import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import { Budget } from './budget.ts';
import type { LearnedTier } from './learned-tier.ts';
import type { Endpoint } from './tier.ts';

export type Quotas = Readonly<Record<Endpoint, Budget>>;

/**
 * The budgets of an account. "300 a minute, all endpoints" can be read as a limit of each or of all: each is counted
 * apart, and corrected where the service says that less is left than that.
 */
export function quotasOf(tier: LearnedTier, clock: Clock, memo: Memo | undefined): Quotas {
  const budget = (endpoint: Endpoint, keepsForCommands = false) =>
    new Budget({
      endpoint,
      limits: () => tier.limits(endpoint),
      keepsForCommands,
      witness: tier.witness(endpoint),
      clock,
      ...(memo && { memo }),
    });
  return {
    speech: budget('speech', true),
    jobs: budget('jobs', true),
    price: budget('price'),
    transcription: budget('transcription'),
  };
}
