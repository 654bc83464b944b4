import { isRecord } from '#json.ts';

import { inTransaction } from './sql/in-transaction.ts';
import { rowWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** One change that somebody with rights made in a server, or for somebody whom they help: then the server is empty. */
export interface AuditEntry {
  readonly id: string;
  readonly guildId: string;
  /** Absent when the person had their data deleted. */
  readonly actorId?: string;
  readonly atMs: number;
  readonly what:
    | 'settings'
    | 'member'
    | 'dictionary'
    | 'phrases'
    | 'word-filter'
    | 'mute'
    | 'unmute'
    | 'voice-approved'
    | 'voice-refused'
    | 'voices-banned'
    | 'voices-allowed'
    | 'report-settled'
    | 'budget'
    | 'helper-agreed'
    | 'helper-ended';
  /** The person it was done to. */
  readonly subjectId?: string;
  /** The changed values by path: `reading.on` → before and after; absent on the side where it was not set. */
  readonly changes: readonly AuditedChange[];
}

export interface AuditedChange {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Audit {
  /** Latest first, at most `limit`; `before` is the id of the last one seen. */
  entries(guildId: string, limit: number, before?: string): Promise<readonly AuditEntry[]>;
  /** One change in that server; undefined where there is none by that id. */
  entry(guildId: string, id: string): Promise<AuditEntry | undefined>;
  /** The changes that helpers made for somebody, latest first. */
  forPerson(userId: string, limit: number): Promise<readonly AuditEntry[]>;
}

type NewEntry = Omit<AuditEntry, 'id' | 'changes'> & Partial<Pick<AuditEntry, 'changes'>>;

/** Writes an entry in the transaction of what it tells of: neither is there without the other. */
export async function audit(transaction: Database, entry: NewEntry): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({
      id: timeOrderedId(entry.atMs),
      server_id: entry.guildId,
      actor_id: entry.actorId ?? null,
      subject_id: entry.subjectId ?? null,
      at: entry.atMs,
      what: entry.what,
      changes: JSON.stringify(entry.changes ?? []),
    })
    .execute();
}

/** Makes a change and writes its entry when it changed anything, which is what it resolves with. */
export function audited(
  database: Database,
  entry: NewEntry,
  change: (transaction: Database) => Promise<boolean>,
): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    const isChanged = await change(transaction);
    if (isChanged) await audit(transaction, entry);
    return isChanged;
  });
}

export function sqlAudit(database: Database): Audit {
  return {
    async entries(guildId, limit, before) {
      let query = database.selectFrom('audit').selectAll().where('server_id', '=', guildId);
      if (before !== undefined) query = query.where('id', '<', before);
      const rows = await query.orderBy('id', 'desc').limit(limit).execute();
      return rows.map((row) => auditEntryOf(row));
    },
    async forPerson(userId, limit) {
      const rows = await database
        .selectFrom('audit')
        .selectAll()
        .where('server_id', '=', '')
        .where('subject_id', '=', userId)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => auditEntryOf(row));
    },
    async entry(guildId, id) {
      const row = await rowWhere(database, 'audit', { server_id: guildId, id });
      return row && auditEntryOf(row);
    },
  };
}

export function auditEntryOf(row: Tables['audit']): AuditEntry {
  return {
    id: row.id,
    guildId: row.server_id,
    ...(row.actor_id !== null && { actorId: row.actor_id }),
    ...(row.subject_id !== null && { subjectId: row.subject_id }),
    atMs: row.at,
    what: row.what as AuditEntry['what'],
    changes: JSON.parse(row.changes) as AuditedChange[],
  };
}

/** The differences between two values of JSON, by path. Lists are compared whole. */
export function differences(before: unknown, after: unknown, path = ''): readonly AuditedChange[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      differences(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}
