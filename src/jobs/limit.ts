import type { Amount } from '#speech/amount.ts';

import { periods } from './periods.ts';
import type { Period } from './periods.ts';

export type { Amount } from '#speech/amount.ts';

/** An amount of which nothing is left open. */
export type FullAmount = Required<Amount>;

/**
 * Speech is counted by its `money` and its characters, by `characters` alone where a service tells no prices, or by
 * `nothing` where nothing is paid. What isn't counted never uses up a budget.
 */
export type Counted = 'money' | 'characters' | 'nothing';

/** For whom speech is paid. */
export interface Spender {
  readonly userId: string;
  /** Absent in direct messages. */
  readonly guildId?: string | undefined;
}

/** The spending that is counted together: a person's, in one server where that is named, a server's, or all of the bot's. */
export interface CountedTogether {
  readonly userId?: string | undefined;
  readonly guildId?: string | undefined;
}

/** The most that may be spent in each period, by a person, in a server, or by the whole bot; what is absent isn't limited. */
export interface Limit extends Amount, CountedTogether {
  readonly scope: 'person' | 'server' | 'bot';
  readonly period: Period;
}

/** The limits that the operator sets for everybody, without the ids of those whom they count for. */
export type OperatorLimit = Amount & Pick<Limit, 'scope' | 'period'>;

/** The operator's limits as they count for somebody; for nobody in particular only those of the whole bot do. */
function operatorLimitsFor(
  limits: readonly OperatorLimit[],
  spender: Spender | undefined,
): readonly Limit[] {
  return limits.flatMap((limit) => {
    if (limit.scope === 'bot') return [limit];
    if (limit.scope === 'person') return spender ? [{ ...limit, userId: spender.userId }] : [];
    return spender?.guildId === undefined ? [] : [{ ...limit, guildId: spender.guildId }];
  });
}

export function sumOf(amounts: readonly FullAmount[]): FullAmount {
  return amounts.reduce(
    (sum, { usd, chars }) => ({ usd: sum.usd + usd, chars: sum.chars + chars }),
    { usd: 0, chars: 0 },
  );
}

/** How much of a limit is used up, in percent: by money or by characters, whichever is more. */
export function percentUsed({ usd, chars }: Amount, spent: FullAmount): number {
  return Math.max(shareOf(usd, spent.usd), shareOf(chars, spent.chars)) * 100;
}

/** A limit of nothing is used up from the beginning. */
function shareOf(most: number | undefined, spent: number): number {
  if (most === undefined) return 0;
  return most > 0 ? spent / most : 1;
}

/** US dollars: sums of prices that come to the same, or to nothing, may differ by as little. */
const nothingUsd = 1e-9;

/** How much of a limit is left, of each unit that it has; undefined when nothing is left of one. */
export function leftOf({ usd, chars }: Amount, spent: FullAmount): Amount | undefined {
  const left: Amount = {
    ...(usd !== undefined && { usd: usd - spent.usd }),
    ...(chars !== undefined && { chars: chars - spent.chars }),
  };
  const { usd: leftUsd = 1, chars: leftChars = 1 } = left;
  return leftUsd > nothingUsd && leftChars > 0 ? left : undefined;
}

/** Whether there is no room for this in a limit, beside what is spent of it already. */
export function isOver({ usd, chars }: Amount, spent: FullAmount, asked: FullAmount): boolean {
  return (
    exceeds(usd, spent.usd, asked.usd, nothingUsd) || exceeds(chars, spent.chars, asked.chars, 0)
  );
}

/**
 * Speech of unknown price is asked for as nothing, and still needs a budget in which there is something left. `nothing`:
 * the last part of a text for which there was room is not refused for how the parts add up.
 */
function exceeds(most: number | undefined, spent: number, asked: number, nothing: number): boolean {
  return most !== undefined && (spent >= most - nothing || spent + asked > most + nothing);
}

function withSet(
  operators: readonly OperatorLimit[],
  set: ReturnType<SetWhileRunning>,
): readonly OperatorLimit[] {
  if (set.length === 0) return operators;
  const isOfBot = (limit: OperatorLimit): boolean => limit.scope === 'bot';
  const ofBot = periods.flatMap((period): readonly OperatorLimit[] => {
    const written = operators.find((limit) => isOfBot(limit) && limit.period === period);
    const chosen = set.find((budget) => budget.period === period);
    return written || chosen ? [{ ...written, ...chosen, scope: 'bot', period }] : [];
  });
  return [...ofBot, ...operators.filter((limit) => !isOfBot(limit))];
}

/** The limits that count when speech is paid for somebody; for nobody in particular only those of the whole bot do. */
export type LimitsFor = (spender: Spender | undefined) => Promise<readonly Limit[]>;

/** Amounts for days and months of the whole bot, as they were set while it runs. */
type SetWhileRunning = () => readonly (Amount & Pick<Limit, 'period'>)[];

/**
 * The operator's limits, with those that admins set for their servers. Amounts for the whole bot that are `set` while it runs count
 * in the place of those in `operators`.
 */
export function limitsOf(
  operators: readonly OperatorLimit[],
  budgets: { readonly limitsFor: (spender: Spender) => Promise<readonly Limit[]> },
  set: SetWhileRunning = () => [],
): LimitsFor {
  return async (spender) => [
    ...operatorLimitsFor(withSet(operators, set()), spender),
    ...(spender ? await budgets.limitsFor(spender) : []),
  ];
}

/** There is no room in a limit for what is about to be paid for: it must not be sent. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit';
  readonly limit: Limit;
  /** How much of it is left, which is less than was asked for; undefined when it is used up. */
  readonly left: Amount | undefined;

  constructor(limit: Limit, left?: Amount) {
    super(`the limit of the ${limit.scope} for the ${limit.period} has no room for this`);
    this.limit = limit;
    this.left = left;
  }
}
