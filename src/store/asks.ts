import type { Ask, Asks } from '#jobs/shared/ask.ts';

import { removeWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** Longer than anybody waits for a line: whoever asked was killed. */
const keptMs = 3_600_000;

/** Speech that processes ask each other for, in a table of the store. */
export function sqlAsks(database: Database, now: () => number): Asks {
  return {
    async put({ id, name, asker, userId, sealed }) {
      await database
        .insertInto('speech_asks')
        .values({
          id,
          frame_key: name.key,
          voice_key: name.voice,
          asker,
          person_id: userId ?? null,
          sealed: Buffer.from(sealed).toString('base64'),
          asked_at: now(),
        })
        .execute();
      await database
        .deleteFrom('speech_asks')
        .where('asked_at', '<=', now() - keptMs)
        .execute();
    },
    async under(key) {
      const rows = await database
        .selectFrom('speech_asks')
        .selectAll()
        .where('frame_key', '=', key)
        .orderBy('asked_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => askOf(row));
    },
    async remove(id) {
      await removeWhere(database, 'speech_asks', { id });
    },
    async forget(whose) {
      const rows = await database
        .deleteFrom('speech_asks')
        .where((is) =>
          'voice' in whose ? is('voice_key', '=', whose.voice) : is('person_id', '=', whose.userId),
        )
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

function askOf(row: Tables['speech_asks']): Ask {
  return {
    id: row.id,
    name: { key: row.frame_key, voice: row.voice_key },
    asker: row.asker,
    ...(row.person_id !== null && { userId: row.person_id }),
    sealed: Buffer.from(row.sealed, 'base64'),
  };
}
