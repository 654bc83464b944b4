import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Amount, Limit, Spender } from '#jobs/limit.ts';
import { firstDayOf, periods } from '#jobs/periods.ts';
import type { Period } from '#jobs/periods.ts';

import { audit, differences } from './audit.ts';
import type { AuditedChange } from './audit.ts';
import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { removeWhere, rowsWhere, rowWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** The owner of a budget in a server: the server itself, each person who has none of their own, or one person. */
export type Whose =
  | { readonly whose: 'server' }
  | { readonly whose: 'each' }
  | { readonly whose: 'person'; readonly userId: string };

/** The most people of a server who have budgets of their own. */
const maxPeople = 100;

/** A budget that the admins of a server set for each period. */
export type ServerBudget = Whose & Amount & { readonly period: Period };

export interface Budgets {
  /** Those of the server first, then those of people. */
  list(guildId: string): Promise<readonly ServerBudget[]>;
  /**
   * Sets what the amount names, and leaves the rest of that budget as it is. Resolves with all of it. Audited. Rejects
   * with a `UserError` when it is for one person more than may have their own.
   */
  set(guildId: string, budget: ServerBudget, adminId: string): Promise<Amount>;
  /** False when there was none; `period` absent: both. Audited. */
  remove(guildId: string, whose: Whose & { period?: Period }, adminId: string): Promise<boolean>;
  /** The limits that count when speech is paid for this person. */
  limitsFor(spender: Spender): Promise<readonly Limit[]>;
  /**
   * Notes that so many percent of a limit were reached. False when as much was noted in this period before, also when
   * several ask at once.
   */
  noteLevel(limit: Noted, percent: number): Promise<boolean>;
  /** The levels of a person's own budgets that were noted since the last time, highest of each; each is given once. */
  untold(userId: string): Promise<readonly ReachedLevel[]>;
}

/** A limit by whose and for when it is; `balance` is the account that is paid from, as told to a server. */
type Noted = Omit<Limit, 'scope' | keyof Amount> & {
  readonly scope: Limit['scope'] | 'balance';
};

/** How much of a person's budget is used up. */
export interface ReachedLevel {
  readonly limit: Limit;
  readonly percent: number;
}

export function sqlBudgets(database: Database, now: () => number): Budgets {
  return {
    async list(guildId) {
      const rows = await rowsWhere(database, 'budgets', { server_id: guildId });
      return rows.map((row) => budgetOf(row)).toSorted((a, b) => orderOf(a) - orderOf(b));
    },
    set: (guildId, { period, ...budget }, adminId) =>
      inTransaction(database, async (transaction) => {
        const key = keyOf(guildId, budget);
        const row = await rowWhere(transaction, 'budgets', { ...key, period });
        if (!row && budget.whose === 'person')
          await assertRoomFor(transaction, guildId, budget.userId);
        const before = row ? amountOf(row) : {};
        const after: Amount = { ...before, ...amountOf(budget) };
        await put(transaction, 'budgets', {
          ...key,
          period,
          usd: after.usd ?? null,
          chars: after.chars ?? null,
          by_id: adminId,
          since: now(),
        });
        const changes = changesOf(budget, period, before, after);
        if (changes.length > 0)
          await auditOf(transaction, { guildId, adminId, whose: budget, changes, atMs: now() });
        return after;
      }),
    remove: (guildId, { period, ...whose }, adminId) =>
      inTransaction(database, async (transaction) => {
        const key = keyOf(guildId, whose);
        const all = await rowsWhere(transaction, 'budgets', key);
        const rows = all.filter((row) => (period ?? row.period) === row.period);
        for (const row of rows)
          await removeWhere(transaction, 'budgets', { ...key, period: row.period });
        const changes = rows.flatMap((row) =>
          changesOf(whose, row.period as Period, amountOf(row), {}),
        );
        if (changes.length > 0)
          await auditOf(transaction, { guildId, adminId, whose, changes, atMs: now() });
        return rows.length > 0;
      }),
    async limitsFor({ userId, guildId }) {
      if (guildId === undefined) return [];
      // Asked at every line that is paid for: the budgets of others don't count.
      const rows = await database
        .selectFrom('budgets')
        .selectAll()
        .where('server_id', '=', guildId)
        .where('person_id', 'in', ['', userId])
        .execute();
      return periods.flatMap((period) => limitsOf(rows, period, userId, guildId));
    },
    ...sqlLevels(database, now),
  };
}

/** Somebody who has a budget of their own may have one for the other period too, whoever else has any. */
async function assertRoomFor(
  transaction: Database,
  guildId: string,
  userId: string,
): Promise<void> {
  const rows = await transaction
    .selectFrom('budgets')
    .select('person_id')
    .distinct()
    .where('server_id', '=', guildId)
    .where('whose', '=', 'person')
    .execute();
  if (rows.length >= maxPeople && !rows.some(({ person_id }) => person_id === userId))
    throw new UserError(text(($) => $.store.budgets.full, { most: maxPeople }));
}

/** The levels that people were told of. */
function sqlLevels(database: Database, now: () => number): Pick<Budgets, 'noteLevel' | 'untold'> {
  return {
    noteLevel: (limit, percent) =>
      inTransaction(database, async (transaction) => {
        const first_day = firstDayOf(limit.period, now());
        const key = {
          server_id: limit.guildId ?? '',
          scope: limit.scope,
          person_id: limit.userId ?? '',
          period: limit.period,
        };
        const row = await rowWhere(transaction, 'budget_levels', key);
        if (row && row.first_day === first_day && row.percent >= percent) return false;
        await put(transaction, 'budget_levels', { ...key, first_day, percent, is_told: 0 });
        return true;
      }),
    untold: (userId) =>
      inTransaction(database, async (transaction) => {
        const untold = { person_id: userId, scope: 'person', is_told: 0 };
        const rows = await rowsWhere(transaction, 'budget_levels', untold);
        if (rows.length > 0)
          await transaction
            .updateTable('budget_levels')
            .set({ is_told: 1 })
            .where((is) => is.and({ person_id: userId, scope: 'person' }))
            .execute();
        const nowMs = now();
        return rows
          .filter((row) => row.first_day === firstDayOf(row.period as Period, nowMs))
          .map((row) => levelOf(row));
      }),
  };
}

/** A person's own budget counts in place of that of each. */
function limitsOf(
  rows: readonly Tables['budgets'][],
  period: Period,
  userId: string,
  guildId: string,
): readonly Limit[] {
  const of = rows.filter((row) => row.period === period);
  const server = of.find(({ whose }) => whose === 'server');
  const own = of.find((row) => row.whose === 'person' && row.person_id === userId);
  const person = own ?? of.find(({ whose }) => whose === 'each');
  return [
    ...(person ? [{ scope: 'person', period, userId, guildId, ...amountOf(person) } as const] : []),
    ...(server ? [{ scope: 'server', period, guildId, ...amountOf(server) } as const] : []),
  ];
}

type Key = Pick<Tables['budgets'], 'server_id' | 'whose' | 'person_id'>;

function keyOf(guildId: string, whose: Whose): Key {
  const person_id = whose.whose === 'person' ? whose.userId : '';
  return { server_id: guildId, whose: whose.whose, person_id };
}

export function budgetOf(row: Tables['budgets']): ServerBudget {
  const common = { period: row.period as Period, ...amountOf(row) };
  return row.whose === 'person'
    ? { whose: 'person', userId: row.person_id, ...common }
    : { whose: row.whose as 'server' | 'each', ...common };
}

function amountOf({ usd, chars }: { usd?: number | null; chars?: number | null }): Amount {
  return {
    ...(typeof usd === 'number' && { usd }),
    ...(typeof chars === 'number' && { chars }),
  };
}

function orderOf({ whose, period }: ServerBudget): number {
  return ['server', 'each', 'person'].indexOf(whose) * 2 + periods.indexOf(period);
}

function levelOf(row: Tables['budget_levels']): ReachedLevel {
  return {
    limit: {
      scope: 'person',
      period: row.period as Period,
      userId: row.person_id,
      ...(row.server_id !== '' && { guildId: row.server_id }),
    },
    percent: row.percent,
  };
}

/** As the log of the server tells them: `server.day.usd`. */
function changesOf(
  { whose }: Whose,
  period: Period,
  before: Amount,
  after: Amount,
): readonly AuditedChange[] {
  return differences(before, after, `${whose}.${period}`);
}

interface Changed {
  readonly guildId: string;
  readonly adminId: string;
  readonly whose: Whose;
  readonly changes: readonly AuditedChange[];
  readonly atMs: number;
}

function auditOf(
  transaction: Database,
  { guildId, adminId: actorId, whose, changes, atMs }: Changed,
): Promise<void> {
  const entry = { guildId, actorId, atMs, what: 'budget', changes } as const;
  return audit(
    transaction,
    whose.whose === 'person' ? { ...entry, subjectId: whose.userId } : entry,
  );
}
