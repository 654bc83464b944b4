import type { Amount } from '#jobs/limit.ts';
import type { Period } from '#jobs/periods.ts';

import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { removeWhere, rowsWhere, rowWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** The most that may be spent by the whole bot in each day or month; what is absent isn't said. */
export type BotBudget = Amount & { readonly period: Period };

/** Budgets of the whole bot that those who run it set while it runs: they count in the place of what is configured. */
export interface BotBudgets {
  /** From memory: every line that is paid for asks. */
  list(): readonly BotBudget[];
  /** Sets the amounts that are named; the other stays as it was. Resolves with the whole of it. */
  set(budget: BotBudget, byId: string): Promise<BotBudget>;
  /** False when there was none. */
  remove(period: Period): Promise<boolean>;
}

export async function sqlBotBudgets(database: Database, now: () => number): Promise<BotBudgets> {
  const known = new Map<Period, BotBudget>();
  for (const row of await rowsWhere(database, 'bot_budgets', {}, 'period')) {
    const budget = budgetOf(row);
    known.set(budget.period, budget);
  }
  return {
    list: () => [...known.values()],
    async set({ period, usd, chars }, byId) {
      const budget = await inTransaction(database, async (transaction) => {
        const before = await rowWhere(transaction, 'bot_budgets', { period });
        const row = {
          period,
          usd: usd ?? before?.usd ?? null,
          chars: chars ?? before?.chars ?? null,
          by_id: byId,
          since: now(),
        };
        await put(transaction, 'bot_budgets', row);
        return budgetOf(row);
      });
      known.set(period, budget);
      return budget;
    },
    async remove(period) {
      const count = await removeWhere(database, 'bot_budgets', { period });
      known.delete(period);
      return count > 0;
    },
  };
}

export function budgetOf({ period, usd, chars }: Tables['bot_budgets']): BotBudget {
  return {
    period: period as Period,
    ...(usd !== null && { usd }),
    ...(chars !== null && { chars }),
  };
}
