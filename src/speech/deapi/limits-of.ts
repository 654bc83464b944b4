import { createHash } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { DeapiOptions } from './deapi.ts';
import { LearnedTier } from './learned-tier.ts';
import { quotasOf } from './quotas.ts';
import { SharedCalls } from './shared-calls.ts';
import type { Endpoint } from './tier.ts';

/** The account's tier and quotas, as far as they are known. */
export function limitsOf(
  key: string,
  { tier: assumed, memo, onTier, notes, onTrouble = () => undefined }: DeapiOptions,
  clock: Clock,
) {
  const account = accountOf(key);
  const tier = new LearnedTier({
    assumed,
    account,
    clock,
    ...(memo && { memo }),
    ...(onTier && { onLearned: onTier }),
  });
  const shared =
    notes &&
    ((endpoint: Endpoint) =>
      new SharedCalls({ notes, name: `deapi-calls ${account} ${endpoint}`, onTrouble }));
  return { tier, quotas: quotasOf(tier, clock, memo, shared) };
}

/** Tells an account's key from another's, and tells nobody the key. */
function accountOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}
