import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import { Budget } from './budget.ts';
import type { LearnedTier } from './learned-tier.ts';
import type { SharedCalls } from './shared-calls.ts';
import type { Endpoint } from './tier.ts';

export type Quotas = Readonly<Record<Endpoint, Budget>>;

/** Calls that an endpoint may still be asked in a minute or a day, and all that it may. */
export interface CallsLeft {
  readonly endpoint: Endpoint;
  readonly period: 'minute' | 'day';
  readonly left: number;
  readonly limit: number;
}

/** The calls that are left in an account's budgets; a period without a limit is left out. */
export function callsLeft(quotas: Quotas): readonly CallsLeft[] {
  return endpoints.flatMap((endpoint): CallsLeft[] => {
    const { limits, leftThisMinute, leftToday } = quotas[endpoint];
    const { perMinute, perDay } = limits;
    const ofMinute = {
      endpoint,
      period: 'minute',
      left: leftThisMinute,
      limit: perMinute,
    } as const;
    if (perDay === undefined) return [ofMinute];
    return [ofMinute, { endpoint, period: 'day', left: leftToday, limit: perDay }];
  });
}

const endpoints = [
  'speech',
  'jobs',
  'price',
  'transcription',
] as const satisfies readonly Endpoint[];

/**
 * The budgets of an account. "300 a minute, all endpoints" can be read as a limit of each or of all: each is counted
 * apart, and corrected where the service says that less is left than that.
 */
export function quotasOf(
  tier: LearnedTier,
  clock: Clock,
  memo?: Memo,
  shared?: (endpoint: Endpoint) => SharedCalls,
): Quotas {
  const budget = (endpoint: Endpoint, keepsForCommands = false) =>
    new Budget({
      endpoint,
      limits: () => tier.limits(endpoint),
      keepsForCommands,
      witness: tier.witness(endpoint),
      clock,
      ...(memo && { memo }),
      ...(shared && { shared: shared(endpoint) }),
    });
  return {
    speech: budget('speech', true),
    jobs: budget('jobs', true),
    price: budget('price'),
    transcription: budget('transcription'),
  };
}
