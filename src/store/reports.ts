import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { audit } from './audit.ts';
import { inTransaction } from './sql/in-transaction.ts';
import { countWhere, removeWhere, rowWhere } from './sql/rows.ts';
import type { Database } from './sql/tables.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** In a server, until its admins settle some: all are loaded to show the oldest. */
export const maxOpen = 500;

/** Somebody's complaint about a voice that is shared with a server. */
export type VoiceReport = Readonly<Awaited<ReturnType<typeof reportsWhere>>[number]>;

export interface Reports {
  /**
   * Files a report; undefined when the reporter can't see the voice there. One that is open from the same person about
   * the same voice is renewed, and is not new. A `UserError` when too many are open there.
   */
  file(report: {
    readonly guildId: string;
    readonly voiceId: string;
    readonly reporterId: string;
    readonly reason: string;
  }): Promise<{ readonly report: VoiceReport; readonly isNew: boolean } | undefined>;
  /** Oldest first. */
  open(guildId: string): Promise<readonly VoiceReport[]>;
  /** By an admin: takes every report of the voice off the list; audited. False when there was none. */
  settle(guildId: string, voiceId: string, adminId: string): Promise<boolean>;
}

export function sqlReports(database: Database, now: () => number): Reports {
  return {
    async file({ guildId, voiceId, reporterId, reason }) {
      const what = { voice_id: voiceId, server_id: guildId };
      return inTransaction(database, async (transaction) => {
        const shared = await rowWhere(transaction, 'voice_servers', { ...what, shared: 1 });
        if (!shared) return undefined;
        const renewed = { ...what, reporter_id: reporterId };
        if (!(await rowWhere(transaction, 'voice_reports', renewed)))
          await assertRoom(transaction, guildId);
        const at = now();
        const newId = timeOrderedId(at);
        const { id } = await transaction
          .insertInto('voice_reports')
          .values({ id: newId, ...what, reporter_id: reporterId, reason, at })
          .onConflict((conflict) =>
            conflict.columns(['voice_id', 'server_id', 'reporter_id']).doUpdateSet({ reason, at }),
          )
          .returning('id')
          .executeTakeFirstOrThrow();
        const [report] = await reportsWhere(transaction, 'voice_reports.id', id);
        return report && { report, isNew: id === newId };
      });
    },
    open: (guildId) => reportsWhere(database, 'voice_reports.server_id', guildId),
    async settle(guildId, voiceId, adminId) {
      return inTransaction(database, async (transaction) => {
        const reports = await reportsWhere(transaction, 'voice_reports.server_id', guildId);
        const report = reports.find((open) => open.voiceId === voiceId);
        if (!report) return false;
        const about = { voice_id: voiceId, server_id: guildId };
        await removeWhere(transaction, 'voice_reports', about);
        await audit(transaction, {
          guildId,
          actorId: adminId,
          subjectId: report.ownerId,
          atMs: now(),
          what: 'report-settled',
          changes: [{ path: report.voiceName }],
        });
        return true;
      });
    },
  };
}

async function assertRoom(transaction: Database, guildId: string): Promise<void> {
  const open = await countWhere(transaction, 'voice_reports', { server_id: guildId });
  if (open >= maxOpen) throw new UserError(text(($) => $.store.reports.full, { most: maxOpen }));
}

/** Oldest first. */
export async function reportsWhere(
  database: Database,
  column: 'voice_reports.id' | 'voice_reports.server_id' | 'voice_reports.reporter_id',
  value: string,
) {
  const rows = await database
    .selectFrom('voice_reports')
    .innerJoin('voices', 'voices.id', 'voice_reports.voice_id')
    .selectAll('voice_reports')
    .select(['voices.name', 'voices.owner_id'])
    .where(column, '=', value)
    .orderBy('voice_reports.at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    guildId: row.server_id,
    voiceId: row.voice_id,
    voiceName: row.name,
    ownerId: row.owner_id,
    reporterId: row.reporter_id,
    reason: row.reason,
    atMs: row.at,
  }));
}
