import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { rowWhere } from './sql/rows.ts';
import type { Database } from './sql/tables.ts';

/** How often a person may do something costly. */
interface Quota {
  readonly what: 'clone' | 'design' | 'sample' | 'report' | 'helper';
  readonly max: number;
  /** Windows begin at multiples of it since 1970 UTC. */
  readonly perMs: number;
}

export interface Quotas {
  /** Spends one, never more than there are, also when many ask at once. `againAtMs` says when the next one can be spent. */
  spend(
    userId: string,
    quota: Quota,
  ): Promise<
    | { readonly spent: true; readonly left: number }
    | { readonly spent: false; readonly againAtMs: number }
  >;
  /** Gives one back that led to nothing. */
  giveBack(userId: string, quota: Quota): Promise<void>;
}

export function sqlQuotas(database: Database, now: () => number): Quotas {
  const windowOf = (perMs: number): number => Math.floor(now() / perMs) * perMs;

  return {
    async spend(userId, { what, max, perMs }) {
      const window = windowOf(perMs);
      return inTransaction(database, async (transaction) => {
        const row = await rowWhere(transaction, 'spendings', { person_id: userId, what });
        const spent = row?.window_start === window ? row.spent : 0;
        if (spent >= max) return { spent: false, againAtMs: window + perMs } as const;
        await put(transaction, 'spendings', {
          person_id: userId,
          what,
          window_start: window,
          spent: spent + 1,
        });
        return { spent: true, left: max - spent - 1 } as const;
      });
    },
    async giveBack(userId, { what, perMs }) {
      await database
        .updateTable('spendings')
        .set((is) => ({ spent: is('spent', '-', 1) }))
        .where((is) => is.and({ person_id: userId, what, window_start: windowOf(perMs) }))
        .where('spent', '>', 0)
        .execute();
    },
  };
}
