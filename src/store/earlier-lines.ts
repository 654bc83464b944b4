import type { Seal } from '#ops/seal.ts';
import { dayMs } from '#ops/utc-day.ts';

import { inTransaction } from './sql/in-transaction.ts';
import { removeWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** Something that somebody said before, and may want to say again. */
export interface EarlierLine {
  /** A time-ordered id. */
  readonly id: string;
  readonly text: string;
  readonly atMs: number;
}

/** As long as lines are kept, and how many of one person. */
export const linesKeptMs = 30 * dayMs;
export const maxEarlierLines = 200;

/** The lines of people who want theirs kept. They are encrypted: who reads the store's files reads none of them. */
export interface EarlierLines {
  /** The latest first. The same object until something changes. */
  of(userId: string): Promise<readonly EarlierLine[]>;
  /** One that was said before is the latest then; those beyond the most, and those that are too old, go. */
  note(userId: string, text: string): Promise<void>;
  clear(userId: string): Promise<void>;
  /** Removes those of everybody that are too old. */
  forgetOld(): Promise<void>;
}

export function sqlEarlierLines(database: Database, seal: Seal, now: () => number): EarlierLines {
  const forgetOld = async (where: Database): Promise<void> => {
    await where
      .deleteFrom('earlier_lines')
      .where('said_at', '<=', now() - linesKeptMs)
      .execute();
  };
  return {
    of: async (userId) => linesOf(database, seal, userId, now()),
    async note(userId, text) {
      await inTransaction(database, async (transaction) => {
        const lines = await linesOf(transaction, seal, userId, now());
        const gone = lines.filter((line, at) => line.text === text || at >= maxEarlierLines - 1);
        for (const { id } of gone) await removeWhere(transaction, 'earlier_lines', { id });
        const id = timeOrderedId(now());
        const sealed = sealedText(seal, { id, person_id: userId, said_at: now() }, text);
        await transaction.insertInto('earlier_lines').values(sealed).execute();
      });
      await forgetOld(database);
    },
    async clear(userId) {
      await removeWhere(database, 'earlier_lines', { person_id: userId });
    },
    forgetOld: () => forgetOld(database),
  };
}

/** The lines of a person that can still be read, the latest first. */
export async function linesOf(
  database: Database,
  seal: Seal,
  userId: string,
  nowMs: number,
): Promise<readonly EarlierLine[]> {
  const rows = await database
    .selectFrom('earlier_lines')
    .selectAll()
    .where('person_id', '=', userId)
    .where('said_at', '>', nowMs - linesKeptMs)
    .orderBy('id', 'desc')
    .execute();
  return rows.flatMap((row) => {
    // Those that another installation wrote are nobody's any more.
    const opened = seal.open(nameOf(row), Buffer.from(row.sealed, 'base64'));
    if (!opened) return [];
    return [{ id: row.id, text: Buffer.from(opened.packed).toString(), atMs: row.said_at }];
  });
}

type Row = Tables['earlier_lines'];

function sealedText(seal: Seal, row: Omit<Row, 'sealed'>, text: string): Row {
  const content = { packed: Buffer.from(text), writtenMs: row.said_at };
  return { ...row, sealed: Buffer.from(seal.close(nameOf(row), content)).toString('base64') };
}

/** A line opens as that of its person alone. */
function nameOf({ id, person_id }: Pick<Row, 'id' | 'person_id'>) {
  return { key: id, voice: `line of ${person_id} ` };
}
