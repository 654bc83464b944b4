import { isOver, leftOf, OverLimit, sumOf } from '#jobs/limit.ts';
import type { Amount, CountedTogether, Limit, Spender } from '#jobs/limit.ts';
import { firstDayOf } from '#jobs/periods.ts';
import { dayMs, dayOf } from '#ops/utc-day.ts';

import { addSpent } from './sql/spent.ts';
import type { Database } from './sql/tables.ts';

/** The spending of a day, or of several together. */
export type Spent = Readonly<ReturnType<typeof spentOf>>;

export interface SpentDay extends Spent {
  /** Days since 1970 UTC. */
  readonly day: number;
}

/** Speech that was heard and not paid for again. */
interface Saved {
  readonly engine: string;
  readonly model: string;
  readonly chars: number;
  /** 0 when nobody knows what it would have cost. */
  readonly usd: number;
}

export interface Spending {
  /** The jobs that have ended, by day from this day on, in order; days without any are left out. */
  days(of: CountedTogether, fromDay: number): Promise<readonly SpentDay[]>;
  /** The use of a limit in the period that runs: spent, perhaps spent, and reserved for what has not ended. */
  used(limit: Limit): Promise<Required<Amount>>;
  noteSaved(saved: Saved, spender: Spender | undefined): Promise<void>;
}

/** PostgreSQL gives large integers, and sums of any, as text: they may be larger than a number. */
type Counts = Readonly<
  Record<
    'chars' | 'jobs' | 'usd' | 'doubtful_usd' | 'saved_chars' | 'saved_usd',
    number | string | bigint
  >
>;

/** A row of the table, or the sum of several. */
export function spentOf(row: Counts) {
  return {
    /** Code points that were paid for, and in how many jobs. */
    chars: Number(row.chars),
    jobs: Number(row.jobs),
    usd: Number(row.usd),
    /** It may have been charged. */
    doubtfulUsd: Number(row.doubtful_usd),
    /** Code points and US dollars that kept speech spared. */
    savedChars: Number(row.saved_chars),
    savedUsd: Number(row.saved_usd),
  };
}

function columnsOf({ userId, guildId }: CountedTogether) {
  return {
    ...(userId !== undefined && { person_id: userId }),
    ...(guildId !== undefined && { guild_id: guildId }),
  };
}

export function sqlSpending(database: Database, now: () => number): Spending {
  return {
    async days(counted, fromDay) {
      const rows = await database
        .selectFrom('spent')
        .select((is) => [
          'day',
          is.fn.sum('chars').as('chars'),
          is.fn.sum('jobs').as('jobs'),
          is.fn.sum('usd').as('usd'),
          is.fn.sum('doubtful_usd').as('doubtful_usd'),
          is.fn.sum('saved_chars').as('saved_chars'),
          is.fn.sum('saved_usd').as('saved_usd'),
        ])
        .where('day', '>=', fromDay)
        .where((is) => is.and(columnsOf(counted)))
        .groupBy('day')
        .orderBy('day')
        .execute();
      return rows.map((row) => Object.assign(spentOf(row), { day: row.day }));
    },
    used: (limit) => usedOf(database, limit, now()),
    async noteSaved({ engine, model, chars, usd }, spender) {
      await addSpent(database, {
        day: dayOf(now()),
        person_id: spender?.userId ?? '',
        guild_id: spender?.guildId ?? '',
        engine,
        model,
        chars: 0,
        jobs: 0,
        usd: 0,
        doubtful_usd: 0,
        saved_chars: chars,
        saved_usd: usd,
      });
    },
  };
}

interface Asked {
  readonly limits: readonly Limit[];
  /** Counts in a limit beside all that is written down. */
  readonly held: ((limit: Limit) => Required<Amount>) | undefined;
  readonly asked: Required<Amount>;
}

/**
 * Rejects with an `OverLimit` when a limit has no room for what is about to be asked for. Only in the transaction that also
 * writes that down it holds for as long as it has to: two that ask at once would both find room.
 */
export async function assertRoom(
  transaction: Database,
  { limits, held, asked }: Asked,
  nowMs: number,
): Promise<void> {
  for (const limit of limits) {
    const used = sumOf([await usedOf(transaction, limit, nowMs), ...(held ? [held(limit)] : [])]);
    if (isOver(limit, used, asked)) throw new OverLimit(limit, leftOf(limit, used));
  }
}

/** Jobs count in the period in which they began, ended or not. */
async function usedOf(
  database: Database,
  { period, ...counted }: Limit,
  nowMs: number,
): Promise<Required<Amount>> {
  const fromDay = firstDayOf(period, nowMs);
  const whose = columnsOf(counted);
  const ended = database
    .selectFrom('spent')
    .select((is) => [
      is.fn.sum('chars').as('chars'),
      is.fn.sum('usd').as('usd'),
      is.fn.sum('doubtful_usd').as('doubtful_usd'),
    ])
    .where('day', '>=', fromDay)
    .where((is) => is.and(whose));
  const open = database
    .selectFrom('jobs')
    .select((is) => [
      is.fn.sum('chars').as('chars'),
      is.fn.sum(is.fn.coalesce('cost_usd', 'reserved_usd')).as('usd'),
    ])
    .where('created_ms', '>=', fromDay * dayMs)
    .where((is) => is.and(whose));
  const [spent, reserved] = [await ended.executeTakeFirst(), await open.executeTakeFirst()];
  return {
    chars: Number(spent?.chars ?? 0) + Number(reserved?.chars ?? 0),
    usd: Number(spent?.usd ?? 0) + Number(spent?.doubtful_usd ?? 0) + Number(reserved?.usd ?? 0),
  };
}
