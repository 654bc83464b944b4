import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';

import type { Clock } from '../clock.ts';
import type { CallWitness, Seen } from './call-witness.ts';
import { PassedCalls } from './passed-calls.ts';
import { type CallLimits, type DeapiTier, type Endpoint, tierLimits } from './tier.ts';

export interface LearnedTierOptions {
  /** The operator's word. */
  readonly assumed?: DeapiTier | undefined;
  /** Tells accounts apart: what was learned of one doesn't hold for another. */
  readonly account: string;
  readonly clock: Clock;
  readonly memo?: Memo;
  /** Told what was learned when it is new to this run. */
  readonly onLearned?: (tier: DeapiTier) => void;
}

/**
 * Which tier the account has: what the service says in its headers, and what it lets pass, goes before what the operator
 * assumes, and is kept for the next run. As long as nothing is known it is taken to be basic, which harms nobody.
 */
export class LearnedTier {
  readonly #options: LearnedTierOptions;
  #learned: DeapiTier | undefined;

  constructor(options: LearnedTierOptions) {
    this.#options = options;
  }

  get current(): DeapiTier {
    return this.#learned ?? this.#options.assumed ?? 'basic';
  }

  limits(endpoint: Endpoint): CallLimits {
    return tierLimits[this.current][endpoint];
  }

  /** Learns of the calls to one endpoint. */
  witness(endpoint: Endpoint): CallWitness {
    const { assumed, clock } = this.#options;
    const passed =
      endpoint === 'speech' ? new PassedCalls(tierLimits.basic[endpoint], clock) : undefined;
    return {
      begun: () => passed?.begun(),
      answered: (seen) => {
        const tier = tierSaid(endpoint, seen) ?? passed?.shows(seen);
        if (tier) this.#learn(tier);
      },
      // An operator who says what the account is needs no trial.
      mayTry: (quota) => assumed === undefined && passed?.mayTry(quota) === true,
    };
  }

  /** Takes up what an earlier run learned of this account. */
  async restore(): Promise<void> {
    const { account, memo } = this.#options;
    const { success, data } = kept.safeParse(await memo?.get(memoName));
    if (success && data.account === account) this.#take(data.tier);
  }

  #learn(tier: DeapiTier): void {
    if (tier === this.#learned) return;
    this.#take(tier);
    const { account, memo } = this.#options;
    void memo?.put(memoName, { tier, account });
  }

  #take(tier: DeapiTier): void {
    this.#learned = tier;
    this.#options.onLearned?.(tier);
  }
}

/** The tier whose documented limits an answer names; limits that are none of these say nothing about it. */
function tierSaid(endpoint: Endpoint, { said }: Seen): DeapiTier | undefined {
  const { basic, premium } = tierLimits;
  if (said.minute.limit === basic[endpoint].perMinute) return 'basic';
  if (said.minute.limit === premium[endpoint].perMinute) return 'premium';
  const isOfDay = said.type === 'daily' || said.day.limit === basic[endpoint].perDay;
  return isOfDay ? 'basic' : undefined;
}

const memoName = 'deapi-tier';
const kept = z.object({ tier: z.enum(['basic', 'premium']), account: z.string() });
