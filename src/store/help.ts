import { audit } from './audit.ts';
import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { removeWhere, rowsWhere, rowWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** Somebody whom a person lets manage their phrases and how they speak, or has asked to. */
export interface Help {
  readonly personId: string;
  readonly helperId: string;
  readonly askedAtMs: number;
  /** Absent until the helper has agreed. */
  readonly agreedAtMs?: number;
}

/** People and their helpers: each person has one at most. That it begins, and that it ends, is audited. */
export interface Helpers {
  /** Everything in which somebody is the person or the helper. */
  of(userId: string): Promise<readonly Help[]>;
  /** In the place of whoever was asked by the person, or helped them, before. False where it is them already. */
  ask(help: Omit<Help, 'agreedAtMs'>): Promise<boolean>;
  /** The helper agrees. False where they are not asked any more, or have agreed before. */
  agree(help: Pick<Help, 'personId' | 'helperId'>, agreedAtMs: number): Promise<boolean>;
  /** False where it was over already. */
  end(help: Pick<Help, 'personId' | 'helperId'>, actorId: string): Promise<boolean>;
}

export function sqlHelpers(database: Database, now: () => number): Helpers {
  const entry = (what: 'helper-agreed' | 'helper-ended', personId: string, actorId: string) => ({
    what,
    guildId: '',
    actorId,
    subjectId: personId,
    atMs: now(),
  });
  return {
    of: (userId) => helpOf(database, userId),
    ask: ({ personId, helperId, askedAtMs }) =>
      inTransaction(database, async (transaction) => {
        const before = await rowWhere(transaction, 'helpers', { person_id: personId });
        if (before?.helper_id === helperId) return false;
        await put(transaction, 'helpers', {
          person_id: personId,
          helper_id: helperId,
          asked_at: askedAtMs,
          agreed_at: null,
        });
        if (before) await audit(transaction, entry('helper-ended', personId, personId));
        return true;
      }),
    agree: ({ personId, helperId }, agreedAtMs) =>
      inTransaction(database, async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('helpers')
          .set({ agreed_at: agreedAtMs })
          .where('person_id', '=', personId)
          .where('helper_id', '=', helperId)
          .where('agreed_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await audit(transaction, entry('helper-agreed', personId, helperId));
        return true;
      }),
    end: ({ personId, helperId }, actorId) =>
      inTransaction(database, async (transaction) => {
        const which = { person_id: personId, helper_id: helperId };
        if ((await removeWhere(transaction, 'helpers', which)) === 0) return false;
        await audit(transaction, entry('helper-ended', personId, actorId));
        return true;
      }),
  };
}

/** The same as it is in the database. */
export async function helpOf(database: Database, userId: string): Promise<readonly Help[]> {
  const [mine, others] = await Promise.all([
    rowsWhere(database, 'helpers', { person_id: userId }),
    rowsWhere(database, 'helpers', { helper_id: userId }, 'person_id'),
  ]);
  return [...mine, ...others].map((row) => helpIn(row));
}

function helpIn({ person_id, helper_id, asked_at, agreed_at }: Tables['helpers']): Help {
  return {
    personId: person_id,
    helperId: helper_id,
    askedAtMs: asked_at,
    ...(agreed_at !== null && { agreedAtMs: agreed_at }),
  };
}
