import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { countWhere, removeWhere, rowsWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** An emoji or a sound of somebody's that speaks a phrase when they send it into their call. */
export interface Tap {
  readonly phraseId: string;
  /** The server whose phrase it is; absent for their own. */
  readonly guildId?: string;
  /** The emoji or sound by which it is known. */
  readonly effect: string;
  /** As people see it; absent for a sound, of which Discord tells no name. */
  readonly shown?: string;
}

/** The most that one person may have: nobody remembers more. */
export const maxTaps = 100;

export interface Taps {
  /** The same object until something changes. */
  of(userId: string): Promise<readonly Tap[]>;
  /** In the place of the one of that phrase, and of the one of that effect. Rejects with a `UserError` when there would be too many. */
  set(userId: string, tap: Tap): Promise<void>;
  /** False when the phrase had none. */
  remove(userId: string, phraseId: string): Promise<boolean>;
}

export function sqlTaps(database: Database): Taps {
  return {
    of: (userId) => tapsOf(database, userId),
    async set(userId, { phraseId, guildId = '', effect, shown = null }) {
      await inTransaction(database, async (transaction) => {
        await removeWhere(transaction, 'taps', { person_id: userId, guild_id: guildId, effect });
        const row = { person_id: userId, phrase_id: phraseId, guild_id: guildId, effect, shown };
        await put(transaction, 'taps', row);
        if ((await countWhere(transaction, 'taps', { person_id: userId })) > maxTaps)
          throw new UserError(text(($) => $.store.phrases.fullOfTaps, { most: maxTaps }));
      });
    },
    async remove(userId, phraseId) {
      const which = { person_id: userId, phrase_id: phraseId };
      return (await removeWhere(database, 'taps', which)) > 0;
    },
  };
}

/** All that somebody has, as they are in the database. */
export async function tapsOf(database: Database, userId: string): Promise<readonly Tap[]> {
  const rows = await rowsWhere(database, 'taps', { person_id: userId }, 'phrase_id');
  return rows.map((row) => tapOf(row));
}

function tapOf({ phrase_id: phraseId, guild_id: guildId, effect, shown }: Tables['taps']): Tap {
  return {
    phraseId,
    effect,
    ...(guildId !== '' && { guildId }),
    ...(shown !== null && { shown }),
  };
}
