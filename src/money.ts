import type { Jobs } from '#jobs/job.ts';
import { limitsOf } from '#jobs/limit.ts';
import type { Counted, LimitsFor, OperatorLimit } from '#jobs/limit.ts';
import { MoneyNews } from '#jobs/money-news.ts';
import type { MoneyListener } from '#jobs/money-news.ts';
import { withBudgets } from '#jobs/with-budgets.ts';
import type { BoundedJobs } from '#jobs/with-budgets.ts';
import type { Log } from '#ops/log.ts';
import { withBalance } from '#speech/balance.ts';
import type { BalanceLevel, PaidAccount } from '#speech/balance.ts';
import type { CacheOptions } from '#speech/cached-renderer.ts';
import type { Speech } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';

import type { Engine } from './open-engine.ts';

/** The cost of speech, for those who show it and tell of it. */
export interface Money {
  readonly counted: Counted;
  readonly limitsFor: LimitsFor;
  /** US dollars in the account that is paid from; absent for an engine without one. */
  readonly balance?: PaidAccount['balance'];
  watch(listener: MoneyListener): void;
}

/** Where it is written down what was spent, and what may be. */
export type Ledger = Pick<Store, 'spending' | 'budgets'> & {
  readonly botBudgets: Pick<Store['botBudgets'], 'list'>;
};

/** The money of one engine: who may spend how much of it, what is left in the account, and what is saved. */
export interface EngineMoney extends Money {
  /** Jobs that are not begun beyond what may be spent. */
  bounded(jobs: Jobs): BoundedJobs;
  /** The engine's speech, which is not asked for what its account can't pay. */
  affordable(speech: Speech): Speech;
  /** How the cache notes what it saved; nothing for an engine that takes no money. */
  readonly saving: Pick<CacheOptions, 'priceOf' | 'onSaved'>;
}

/** Puts together what counts and bounds the money of an engine. */
export function moneyOf(
  engine: Engine,
  operators: readonly OperatorLimit[],
  { spending, budgets, botBudgets }: Ledger,
  log: Log,
): EngineMoney {
  const news = new MoneyNews();
  const { name, account, paid } = engine;
  const limitsFor = limitsOf(operators, budgets, () => botBudgets.list());
  const counted = countedOf(engine);
  if (counted !== 'money' && operators.some(({ usd }) => usd !== undefined))
    log.warn(
      { engine: name },
      'no price is known of this engine: budgets in usd hold nothing back',
    );
  return {
    counted,
    limitsFor,
    watch: (listener) => news.watch(listener),
    ...(account && { balance: account.balance }),
    bounded: (jobs) =>
      withBudgets(jobs, { limitsFor, used: (limit) => spending.used(limit), news }),
    affordable(speech) {
      if (!account) return speech;
      return withBalance(speech, {
        ...account,
        engine: name,
        onLevel: (level, usd) => tellOperator(level, { engine: name, usd: rounded(usd) }, log),
        onRefused: (payer) => news.balanceEmpty(payer),
        onTrouble: (error) => log.warn({ error, engine: name }, 'the balance could not be read'),
      });
    },
    saving: paid
      ? {
          priceOf: (request) => paid.estimate?.(request),
          onSaved({ model }, { chars, usd = 0 }, payer) {
            const noted = spending.noteSaved({ engine: name, model, chars, usd }, payer);
            noted.catch((error: unknown) => log.warn({ error }, 'savings could not be noted'));
          },
        }
      : {},
  };
}

function countedOf({ paid }: Engine): Counted {
  if (!paid) return 'nothing';
  return paid.estimate ? 'money' : 'characters';
}

function tellOperator(level: BalanceLevel, facts: object, log: Log): void {
  switch (level) {
    case 'enough':
      return log.info(facts, 'there is enough money in the account again');
    case 'short':
      return log.warn(facts, 'there is little money left in the account');
    case 'empty':
      return log.warn(facts, 'the account is empty: nothing is asked for until it is topped up');
  }
}

function rounded(usd: number): number {
  return Number(usd.toFixed(2));
}
