import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { removeWhere, rowsWhere } from './sql/rows.ts';
import type { Database, Tables } from './sql/tables.ts';

/** A person or a server, by their id. */
export interface Banned {
  readonly kind: 'person' | 'server';
  readonly id: string;
}

/** Those who run the bot let it do nothing for a person or a server. */
export interface Ban extends Banned {
  /** As it is told to those who are banned. */
  readonly reason: string;
  /** Absent when whoever decided it had their data deleted. */
  readonly byId?: string;
  readonly sinceMs: number;
}

/** Somebody, and where they are; either may be left open. */
interface BannedWhere {
  readonly userId?: string | undefined;
  readonly guildId?: string | undefined;
}

/** People and servers for whom the bot does nothing, by decision of those who run it: wherever the person is. */
export interface Bans {
  /** Latest first. */
  list(): Promise<readonly Ban[]>;
  /** The ban that counts for somebody there; from memory, since every message is asked for. */
  of(where: BannedWhere): Ban | undefined;
  /** False when they were banned already: the new reason counts. */
  ban(banned: Banned, reason: string, byId: string): Promise<boolean>;
  /** False when they were not banned. */
  lift(banned: Banned): Promise<boolean>;
}

export async function sqlBans(database: Database, now: () => number): Promise<Bans> {
  const known = new Map<string, Ban>();
  for (const row of await rowsWhere(database, 'bans', {})) remember(banOf(row), known);
  const find = (kind: Banned['kind'], id: string | undefined): Ban | undefined =>
    id === undefined ? undefined : known.get(`${kind}/${id}`);
  return {
    async list() {
      const rows = await rowsWhere(database, 'bans', {});
      return rows.map((row) => banOf(row)).toSorted((one, other) => other.sinceMs - one.sinceMs);
    },
    of: ({ userId, guildId }) => find('person', userId) ?? find('server', guildId),
    async ban(banned, reason, byId) {
      const { kind, id: subject_id } = banned;
      const row = { kind, subject_id, reason, by_id: byId, since: now() };
      await inTransaction(database, (transaction) => put(transaction, 'bans', row));
      const isNew = find(kind, subject_id) === undefined;
      remember(banOf(row), known);
      return isNew;
    },
    async lift({ kind, id: subject_id }) {
      const count = await removeWhere(database, 'bans', { kind, subject_id });
      known.delete(`${kind}/${subject_id}`);
      return count > 0;
    },
  };
}

function remember(ban: Ban, known: Map<string, Ban>): void {
  known.set(`${ban.kind}/${ban.id}`, ban);
}

export function banOf(row: Tables['bans']): Ban {
  return {
    kind: row.kind as Ban['kind'],
    id: row.subject_id,
    reason: row.reason,
    ...(row.by_id !== null && { byId: row.by_id }),
    sinceMs: row.since,
  };
}
