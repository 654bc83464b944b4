import type { KeptClips } from './sql/kept-clips.ts';
import { distinctIn, removeWhere } from './sql/rows.ts';
import type { Scrub } from './sql/scrub.ts';
import { withoutNames } from './sql/spent.ts';
import type { Database } from './sql/tables.ts';

/** Servers that the bot was taken out of: what is kept for them has an end. */
export interface Servers {
  /** Every server that anything is kept for, in order. */
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
  'budgets',
  'budget_levels',
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
      const words = { owner_kind: 'server' };
      const found = [
        ...tables.map((table) => distinctIn(database, table, 'server_id', {})),
        distinctIn(database, 'dictionary_entries', 'owner_id', words),
        distinctIn(database, 'phrases', 'owner_id', words),
        distinctIn(database, 'phrase_folders', 'owner_id', words),
        distinctIn(database, 'spent', 'guild_id', {}),
      ];
      return [...new Set((await Promise.all(found)).flat())].toSorted();
    },
    async joined(guildId) {
      await removeWhere(database, 'departures', { server_id: guildId });
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
  for (const table of tables) await removeWhere(transaction, table, { server_id: guildId });
  const words = { owner_kind: 'server', owner_id: guildId };
  for (const table of ['dictionary_entries', 'phrases', 'phrase_folders'] as const)
    await removeWhere(transaction, table, words);
  await transaction
    .updateTable('jobs')
    .set({ guild_id: null })
    .where('guild_id', '=', guildId)
    .execute();
  await withoutNames(transaction, 'guild_id', guildId);
}
