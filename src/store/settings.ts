import type { z } from 'zod';

import { audit, differences } from './audit.ts';
import type { AuditEntry } from './audit.ts';
import { memberSettings, personSettings } from './person-settings.ts';
import { serverSettings } from './server-settings.ts';
import { inTransaction } from './sql/in-transaction.ts';
import { put } from './sql/put.ts';
import { rowWhere } from './sql/rows.ts';
import type { Database } from './sql/tables.ts';
import type { Store } from './store.ts';

/** The person who changed something, as the audit log names them. */
interface Change {
  readonly actorId: string;
}

/**
 * Settings of one kind: of a person, of a person in a server, or of a server. Nobody's settings are absent: what was
 * never set has its default.
 */
export interface SettingsOf<Scope, Value> {
  /** Quick enough to be asked for every message. The same object until something changes. */
  get(scope: Scope): Promise<Value>;
  /**
   * Changes what is set, all of it or nothing; two changes at once both happen. `edit` may run more than once. Resolves
   * with the new settings. What a server's settings were and became is audited.
   */
  change(scope: Scope, change: Change, edit: (current: Value) => Value): Promise<Value>;
}

export interface MemberScope {
  readonly guildId: string;
  readonly userId: string;
}

/**
 * Settings from stored or imported JSON, whatever is in it: what can't be read has its default, and the rest stays.
 * Older and newer versions of Crier write other fields than this one knows.
 */
export function tolerant<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
): z.output<Schema> {
  const first = schema.safeParse(json);
  if (first.success) return first.data;
  const mended = structuredClone(json);
  // From the last to the first, so that the positions of what comes before in a list stay true.
  for (const { path } of first.error.issues.toReversed()) drop(mended, path);
  const second = schema.safeParse(mended);
  return second.success ? second.data : schema.parse({});
}

function drop(root: unknown, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>((value, key) => memberOf(value, key), root);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (typeof parent === 'object' && parent !== null && last !== undefined)
    Reflect.deleteProperty(parent, last);
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

interface Kind<Scope, Schema> {
  readonly schema: Schema;
  /** The empty string where there is none. */
  readonly place: (scope: Scope) => MemberScope;
  /** The kind of a change by that person; undefined when it is nobody's business. */
  readonly audited: (place: MemberScope, actorId: string) => AuditEntry['what'] | undefined;
}

type ReadonlyObject = z.ZodReadonly<z.ZodObject>;

export function sqlSettings(
  database: Database,
  now: () => number,
): Pick<Store, 'people' | 'members' | 'serverSettings'> {
  return {
    people: settingsOf(database, now, {
      schema: personSettings,
      place: (userId: string) => ({ guildId: '', userId }),
      // Those that a helper makes are on the record.
      audited: ({ userId }, actorId) => (actorId === userId ? undefined : 'member'),
    }),
    members: settingsOf(database, now, {
      schema: memberSettings,
      place: (scope: MemberScope) => scope,
      // People's own settings are theirs; those that a moderator makes for them are on the record.
      audited: ({ userId }, actorId) => (actorId === userId ? undefined : 'member'),
    }),
    serverSettings: settingsOf(database, now, {
      schema: serverSettings,
      place: (guildId: string) => ({ guildId, userId: '' }),
      audited: () => 'settings',
    }),
  };
}

function settingsOf<Scope, Schema extends ReadonlyObject>(
  database: Database,
  now: () => number,
  { schema, place, audited }: Kind<Scope, Schema>,
): SettingsOf<Scope, z.output<Schema>> {
  return {
    async get(scope) {
      return tolerant(schema, await rawAt(database, place(scope)));
    },
    async change(scope, { actorId }, edit) {
      const at = place(scope);
      return inTransaction(database, async (transaction) => {
        const raw = await rawAt(transaction, at);
        const before = tolerant(schema, raw);
        const after = schema.parse(edit(before));
        await put(transaction, 'settings', {
          server_id: at.guildId,
          person_id: at.userId,
          value: JSON.stringify({ ...unknownParts(schema, raw), ...after }),
          changed_at: now(),
        });
        // The moderator's id stands beside the changes, where it can be taken out without them.
        const changes = differences(before, after).filter(({ path }) => path !== 'setBy');
        const what = audited(at, actorId);
        if (what !== undefined && changes.length > 0)
          await audit(transaction, {
            guildId: at.guildId,
            actorId,
            ...(at.userId !== '' && { subjectId: at.userId }),
            atMs: now(),
            what,
            changes,
          });
        return after;
      });
    },
  };
}

async function rawAt(
  database: Database,
  { guildId, userId }: MemberScope,
): Promise<Record<string, unknown>> {
  const row = await rowWhere(database, 'settings', { server_id: guildId, person_id: userId });
  return row ? objectOf(row.value) : {};
}

/** The stored settings as an object; empty when they are none. */
export function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Fields that another version wrote, which are kept for when it runs again. */
function unknownParts(
  schema: ReadonlyObject,
  raw: Record<string, unknown>,
): Record<string, unknown> {
  const known = schema.unwrap().shape;
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !(key in known)));
}
