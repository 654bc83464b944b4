import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Counted, Limit } from '#jobs/limit.ts';
import { endOf } from '#jobs/periods.ts';
import type { Amount } from '#speech/amount.ts';
import type { Whose } from '#store/budgets.ts';

/** The part of what is used that a limit limits. */
export function countedIn(limit: Amount, used: Required<Amount>): Amount {
  return {
    ...(limit.usd !== undefined && { usd: used.usd }),
    ...(limit.chars !== undefined && { chars: used.chars }),
  };
}

/** "each person who has no budget of their own" */
export function whoseText(whose: Whose): Text {
  return whose.whose === 'person'
    ? text(($) => $.budgets.whose.person, { person: `<@${whose.userId}>` })
    : text(($) => $.budgets.whose[whose.whose]);
}

/** Says which of these budgets hold nothing back, since nothing of the kind is counted; undefined where all do. */
export function uncountedText(amounts: readonly Amount[], counted: Counted): Text | undefined {
  if (counted === 'money' || amounts.length === 0) return undefined;
  if (counted === 'nothing') return text(($) => $.budgets.uncounted.nothing);
  return amounts.some(({ usd }) => usd !== undefined)
    ? text(($) => $.budgets.uncounted.characters)
    : undefined;
}

/** When there is a new one, as Discord shows it to each reader: "in 3 hours". */
export function againAt({ period }: Pick<Limit, 'period'>, nowMs: number): Text {
  return ownWords(`<t:${Math.floor(endOf(period, nowMs) / 1_000)}:R>`);
}
