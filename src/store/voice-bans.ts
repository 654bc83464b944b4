import { audited } from './audit.ts';
import { removeWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** A person none of whose kept voices speaks in a server, not even for themselves. */
export type VoiceBan = Readonly<ReturnType<typeof voiceBanOf>>;

/** Decisions of a server's admins about people's voices as a whole; each voice says `ownerBanned` of that server. */
export interface VoiceBans {
  /** Latest first. */
  list(guildId: string): Promise<readonly VoiceBan[]>;
  /** False when the person was banned already. Audited. */
  ban(guildId: string, userId: string, adminId: string): Promise<boolean>;
  /** False when the person was not banned. Audited. */
  lift(guildId: string, userId: string, adminId: string): Promise<boolean>;
}

export function sqlVoiceBans(database: Database, now: () => number): VoiceBans {
  return {
    async list(guildId) {
      const rows = await database
        .selectFrom('voice_bans')
        .selectAll()
        .where('server_id', '=', guildId)
        .orderBy('since', 'desc')
        .execute();
      return rows.map((row) => voiceBanOf(row));
    },
    ban(guildId, userId, adminId) {
      const about = { guildId, actorId: adminId, subjectId: userId, atMs: now() };
      return audited(database, { what: 'voices-banned', ...about }, async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('voice_bans')
          .values({ server_id: guildId, person_id: userId, by_id: adminId, since: about.atMs })
          .onConflict((conflict) => conflict.columns(['server_id', 'person_id']).doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      });
    },
    lift(guildId, userId, adminId) {
      const about = { guildId, actorId: adminId, subjectId: userId, atMs: now() };
      return audited(database, { what: 'voices-allowed', ...about }, async (transaction) => {
        const banned = { server_id: guildId, person_id: userId };
        return (await removeWhere(transaction, 'voice_bans', banned)) > 0;
      });
    },
  };
}

export function voiceBanOf(row: Tables['voice_bans']) {
  return {
    userId: row.person_id,
    /** Absent when the admin had their data deleted. */
    ...(row.by_id !== null && { byId: row.by_id }),
    sinceMs: row.since,
  };
}
