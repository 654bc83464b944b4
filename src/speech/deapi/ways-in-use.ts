import { callsPerJob } from './pace.ts';
import type { DeapiTier } from './tier.ts';

export interface WaysInUse {
  /** Whether the operator has set it up. */
  readonly webhook: boolean;
  readonly socket: boolean;
  readonly tier: DeapiTier;
}

/** For the operator: how the ends of jobs are heard of, and what each way costs of the day's status calls. */
export function waysInUse({ webhook, socket, tier }: WaysInUse): string {
  const { from, to } = callsPerJob[tier];
  const cost = `${from} to ${to} status calls each`;
  const ways = [
    ...(webhook ? ['webhook (0 status calls)'] : []),
    ...(socket ? ['WebSocket (0 status calls, but for jobs that fail)'] : []),
  ];
  return ways.length === 0
    ? `the ends of deAPI's jobs are asked for (${cost})`
    : `the ends of deAPI's jobs are heard of by ${ways.join(' and ')}, and asked for while nothing is heard (${cost})`;
}
