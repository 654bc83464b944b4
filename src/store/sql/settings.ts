import type { z } from 'zod';

import type { AuditEntry } from '../audit.ts';
import { audit, differences } from '../audit.ts';
import { memberSettings, personSettings } from '../person-settings.ts';
import type { MemberSettings, PersonSettings } from '../person-settings.ts';
import { serverSettings } from '../server-settings.ts';
import type { ServerSettings } from '../server-settings.ts';
import { tolerant } from '../settings.ts';
import type { MemberScope, SettingsOf } from '../settings.ts';
import { put } from './put.ts';
import { inTransaction } from './tables.ts';
import type { Database } from './tables.ts';

interface Kind<Scope, Schema> {
  readonly schema: Schema;
  /** The empty string where there is none. */
  readonly place: (scope: Scope) => MemberScope;
  /** The kind of a change by that person; undefined when it is nobody's business. */
  readonly audited: (place: MemberScope, actorId: string) => AuditEntry['what'] | undefined;
}

type ReadonlyObject = z.ZodReadonly<z.ZodObject>;

export function sqlPeople(
  database: Database,
  now: () => number,
): SettingsOf<string, PersonSettings> {
  return sqlSettings(database, now, {
    schema: personSettings,
    place: (personId: string) => ({ guildId: '', personId }),
    audited: () => undefined,
  });
}

export function sqlMembers(
  database: Database,
  now: () => number,
): SettingsOf<MemberScope, MemberSettings> {
  return sqlSettings(database, now, {
    schema: memberSettings,
    place: (scope: MemberScope) => scope,
    // People's own settings are theirs; those that a moderator makes for them are on the record.
    audited: ({ personId }, actorId) => (actorId === personId ? undefined : 'member'),
  });
}

export function sqlServerSettings(
  database: Database,
  now: () => number,
): SettingsOf<string, ServerSettings> {
  return sqlSettings(database, now, {
    schema: serverSettings,
    place: (guildId: string) => ({ guildId, personId: '' }),
    audited: () => 'settings',
  });
}

function sqlSettings<Scope, Schema extends ReadonlyObject>(
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
          person_id: at.personId,
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
            ...(at.personId !== '' && { subjectId: at.personId }),
            atMs: now(),
            what,
            changes,
          });
        return after;
      });
    },
  };
}

async function rawAt(database: Database, at: MemberScope): Promise<Record<string, unknown>> {
  const row = await database
    .selectFrom('settings')
    .select('value')
    .where((is) => is.and({ server_id: at.guildId, person_id: at.personId }))
    .executeTakeFirst();
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
