import type { Quotas } from '../quotas.ts';
import { inTransaction } from './tables.ts';
import type { Database } from './tables.ts';

export function sqlQuotas(database: Database, now: () => number): Quotas {
  const windowOf = (perMs: number): number => Math.floor(now() / perMs) * perMs;

  return {
    async spend(personId, { what, max, perMs }) {
      const window = windowOf(perMs);
      return inTransaction(database, async (transaction) => {
        const row = await transaction
          .selectFrom('spendings')
          .select(['window_start', 'spent'])
          .where('person_id', '=', personId)
          .where('what', '=', what)
          .executeTakeFirst();
        const spent = row?.window_start === window ? row.spent : 0;
        if (spent >= max) return { spent: false, againAtMs: window + perMs } as const;
        const values = { window_start: window, spent: spent + 1 };
        await transaction
          .insertInto('spendings')
          .values({ person_id: personId, what, ...values })
          .onConflict((conflict) => conflict.columns(['person_id', 'what']).doUpdateSet(values))
          .execute();
        return { spent: true, left: max - spent - 1 } as const;
      });
    },
    async giveBack(personId, { what, perMs }) {
      await database
        .updateTable('spendings')
        .set((is) => ({ spent: is('spent', '-', 1) }))
        .where('person_id', '=', personId)
        .where('what', '=', what)
        .where('window_start', '=', windowOf(perMs))
        .where('spent', '>', 0)
        .execute();
    },
  };
}
