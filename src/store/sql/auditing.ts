import type { Audit, AuditedChange, AuditEntry } from '../audit.ts';
import { timeOrderedId } from '../time-ordered-id.ts';
import type { Database, Tables } from './tables.ts';

/** Writes an entry in the transaction of what it tells of: neither is there without the other. */
export async function audit(transaction: Database, entry: Omit<AuditEntry, 'id'>): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({
      id: timeOrderedId(entry.atMs),
      server_id: entry.guildId,
      actor_id: entry.actorId ?? null,
      subject_id: entry.subjectId ?? null,
      at: entry.atMs,
      what: entry.what,
      changes: JSON.stringify(entry.changes),
    })
    .execute();
}

export function sqlAudit(database: Database): Audit {
  return {
    async entries(guildId, limit, before) {
      let query = database.selectFrom('audit').selectAll().where('server_id', '=', guildId);
      if (before !== undefined) query = query.where('id', '<', before);
      const rows = await query.orderBy('id', 'desc').limit(limit).execute();
      return rows.map((row) => auditEntryOf(row));
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
