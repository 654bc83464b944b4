import { sql } from 'kysely';

import { personSettings } from '../person-settings.ts';
import type { Forgotten } from '../personal-data.ts';
import { tolerant } from '../settings.ts';
import { profilesBy } from './profiles.ts';
import { objectOf } from './settings.ts';
import type { Database } from './tables.ts';

/** Removes a person from every table. Any new table about people has to be cleared here; a test looks into all of them. */
export async function forgetPerson(
  transaction: Database,
  personId: string,
  { keepOptOut }: { readonly keepOptOut: boolean },
  nowMs: number,
): Promise<Forgotten> {
  const owned = await transaction
    .selectFrom('voices')
    .select('id')
    .where('owner_id', '=', personId)
    .execute();
  const voices = await profilesBy(
    transaction,
    owned.map(({ id }) => id),
  );
  await transaction.deleteFrom('voices').where('owner_id', '=', personId).execute();
  await transaction.deleteFrom('consents').where('person_id', '=', personId).execute();
  await transaction.deleteFrom('voice_reports').where('reporter_id', '=', personId).execute();
  await transaction.deleteFrom('spendings').where('person_id', '=', personId).execute();
  // A mute that has ended is nobody's decision any more.
  await transaction
    .deleteFrom('mutes')
    .where('person_id', '=', personId)
    .where('until', '<=', nowMs)
    .execute();
  await forgetSettings(transaction, personId, keepOptOut);
  await forgetWords(transaction, personId);
  await forgetRecords(transaction, personId);
  const mutes = await transaction
    .selectFrom('mutes')
    .select('server_id')
    .where('person_id', '=', personId)
    .execute();
  const bans = await transaction
    .selectFrom('voice_bans')
    .select('server_id')
    .where('person_id', '=', personId)
    .execute();
  return {
    voices,
    mutedIn: mutes.map((mute) => mute.server_id),
    voicesBannedIn: bans.map((ban) => ban.server_id),
  };
}

async function forgetSettings(
  transaction: Database,
  personId: string,
  keepOptOut: boolean,
): Promise<void> {
  const own = await transaction
    .selectFrom('settings')
    .select(['value', 'changed_at'])
    .where('person_id', '=', personId)
    .where('server_id', '=', '')
    .executeTakeFirst();
  await transaction.deleteFrom('settings').where('person_id', '=', personId).execute();
  if (keepOptOut && own && tolerant(personSettings, objectOf(own.value)).optedOut)
    await transaction
      .insertInto('settings')
      .values({
        server_id: '',
        person_id: personId,
        value: JSON.stringify({ optedOut: true }),
        changed_at: own.changed_at,
      })
      .execute();
  // Settings that the person made for others as a moderator stay, without their name.
  const setForOthers = await transaction
    .selectFrom('settings')
    .selectAll()
    // This is worded as the index has it, which few settings are in.
    .where(sql<boolean>`value LIKE '%"setBy":%'`)
    .where('value', 'like', `%"setBy":"${personId}"%`)
    .execute();
  for (const row of setForOthers) {
    const { setBy: _, ...rest } = objectOf(row.value);
    await transaction
      .updateTable('settings')
      .set({ value: JSON.stringify(rest) })
      .where('server_id', '=', row.server_id)
      .where('person_id', '=', row.person_id)
      .execute();
  }
}

async function forgetWords(transaction: Database, personId: string): Promise<void> {
  await transaction
    .deleteFrom('dictionary_entries')
    .where('owner_kind', '=', 'person')
    .where('owner_id', '=', personId)
    .execute();
  // A sound may be the person's voice; written words are the server's.
  await transaction
    .deleteFrom('dictionary_entries')
    .where('added_by', '=', personId)
    .where('clip_hash', 'is not', null)
    .execute();
  await transaction
    .updateTable('dictionary_entries')
    .set({ added_by: null })
    .where('added_by', '=', personId)
    .execute();
}

/** Moderators' decisions stay, without the person; mutes of the person and bans of their voices are the moderators' to undo. */
async function forgetRecords(transaction: Database, personId: string): Promise<void> {
  await transaction
    .updateTable('mutes')
    .set({ by_id: null })
    .where('by_id', '=', personId)
    .execute();
  await transaction
    .updateTable('voice_bans')
    .set({ by_id: null })
    .where('by_id', '=', personId)
    .execute();
  await transaction
    .updateTable('audit')
    .set({ actor_id: null })
    .where('actor_id', '=', personId)
    .execute();
  await transaction
    .updateTable('audit')
    .set({ subject_id: null, changes: '[]' })
    .where('subject_id', '=', personId)
    .execute();
}
