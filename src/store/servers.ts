import type { KeptClips } from './sql/kept-clips.ts';
import type { Scrub } from './sql/scrub.ts';
import type { Database } from './sql/tables.ts';

/** Servers that the bot was taken out of: what is kept for them has an end. */
export interface Servers {
  /** Every server that anything is kept for. */
  known(): Promise<readonly string[]>;
  /** The bot is no longer a member; when that was noted before, it stays as it was. */
  left(guildId: string, atMs: number): Promise<void>;
  /** The bot is a member (again). */
  joined(guildId: string): Promise<void>;
  /** Removes everything kept for servers left before the moment; returns their ids. */
  forgetLeftBefore(atMs: number): Promise<readonly string[]>;
}

/** Every table that keeps something for a server by its id. */
const tables = [
  'settings',
  'voice_servers',
  'filtered_words',
  'mutes',
  'audit',
  'voice_reports',
  'voice_bans',
  'departures',
] as const;

export function sqlServers(database: Database, clips: KeptClips, scrub: Scrub): Servers {
  return {
    async left(guildId, atMs) {
      await database
        .insertInto('departures')
        .values({ server_id: guildId, left_at: atMs })
        .onConflict((conflict) => conflict.column('server_id').doNothing())
        .execute();
    },
    async known() {
      const found = new Set<string>();
      for (const table of tables) {
        const rows = await database
          .selectFrom(table)
          .select('server_id')
          .where('server_id', '!=', '')
          .distinct()
          .execute();
        for (const { server_id } of rows) found.add(server_id);
      }
      const dictionaries = await database
        .selectFrom('dictionary_entries')
        .select('owner_id')
        .where('owner_kind', '=', 'server')
        .distinct()
        .execute();
      for (const { owner_id } of dictionaries) found.add(owner_id);
      return [...found];
    },
    async joined(guildId) {
      await database.deleteFrom('departures').where('server_id', '=', guildId).execute();
    },
    async forgetLeftBefore(atMs) {
      const ids = await clips.releasing(async (transaction) => {
        const rows = await transaction
          .selectFrom('departures')
          .select('server_id')
          .where('left_at', '<', atMs)
          .execute();
        for (const { server_id } of rows) await forget(transaction, server_id);
        if (rows.length > 0) await scrub.owePages(transaction);
        return rows.map((row) => row.server_id);
      });
      if (ids.length > 0) await scrub.pages();
      return ids;
    },
  };
}

async function forget(transaction: Database, guildId: string): Promise<void> {
  for (const table of tables)
    await transaction.deleteFrom(table).where('server_id', '=', guildId).execute();
  await transaction
    .deleteFrom('dictionary_entries')
    .where((is) => is.and({ owner_kind: 'server', owner_id: guildId }))
    .execute();
}
