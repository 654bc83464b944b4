import { sql } from 'kysely';

import { nameless } from '../jobs.ts';
import { personSettings } from '../person-settings.ts';
import type { Forgotten } from '../personal-data.ts';
import { objectOf, tolerant } from '../settings.ts';
import { forgetPhrases } from './phrases.ts';
import { profilesWhere } from './profiles.ts';
import { put } from './put.ts';
import { rowsWhere, rowWhere } from './rows.ts';
import { withoutNames } from './spent.ts';
import type { Database, Tables } from './tables.ts';

type Columns = {
  readonly [Table in keyof Tables]: readonly [Table, keyof Tables[Table]];
};
type Column = Columns[keyof Tables];

/** Columns that say whose a row is: it goes with the person. */
const owners: readonly Column[] = [
  ['voices', 'owner_id'],
  ['consents', 'person_id'],
  ['voice_reports', 'reporter_id'],
  ['spendings', 'person_id'],
  ['settings', 'person_id'],
  ['budget_levels', 'person_id'],
  ['taps', 'person_id'],
  ['earlier_lines', 'person_id'],
  ['speech_asks', 'person_id'],
  ['helpers', 'person_id'],
  ['helpers', 'helper_id'],
];

/** Columns that say by whom a row is: it stays without the person, since words are the server's, and decisions the moderators'. */
const authors: readonly Column[] = [
  ['dictionary_entries', 'added_by'],
  ['phrases', 'added_by'],
  ['phrase_folders', 'added_by'],
  ['mutes', 'by_id'],
  ['voice_bans', 'by_id'],
  ['audit', 'actor_id'],
  ['budgets', 'by_id'],
  ['bans', 'by_id'],
  ['bot_budgets', 'by_id'],
];

/** Removes a person from every table. Any new table about people has to be cleared here; a test looks into all of them. */
export async function forgetPerson(
  transaction: Database,
  userId: string,
  { keepOptOut }: { readonly keepOptOut: boolean },
  nowMs: number,
): Promise<Forgotten> {
  const voices = await profilesWhere(transaction, (is) => is('owner_id', '=', userId));
  const optOut = keepOptOut ? await optOutOf(transaction, userId) : undefined;
  await forgetWords(transaction, userId);
  await forgetPhrases(transaction, userId);
  const isTheirs = (column: string) => sql<boolean>`${sql.ref(column)} = ${userId}`;
  for (const [table, column] of owners)
    await transaction.deleteFrom(table).where(isTheirs(column)).execute();
  for (const [table, column] of authors)
    await transaction
      .updateTable(table)
      .set({ [column]: null })
      .where(isTheirs(column))
      .execute();
  await withoutNames(transaction, 'person_id', userId);
  // Speech that is being paid for has to be settled, and nobody is to hear it.
  await transaction
    .updateTable('jobs')
    .set({ person_id: null, ...nameless })
    .where('person_id', '=', userId)
    .execute();
  if (optOut) await transaction.insertInto('settings').values(optOut).execute();
  await forgetAsModerator(transaction, userId);
  // It was no server's.
  await transaction
    .deleteFrom('audit')
    .where('server_id', '=', '')
    .where('subject_id', '=', userId)
    .execute();
  await transaction
    .updateTable('audit')
    .set({ subject_id: null, changes: '[]' })
    .where('subject_id', '=', userId)
    .execute();
  // A mute that has ended is nobody's decision any more.
  await transaction
    .deleteFrom('mutes')
    .where('person_id', '=', userId)
    .where('until', '<=', nowMs)
    .execute();
  return { voices, ...(await decidedAbout(transaction, userId)) };
}

/** All that is left of the settings of a person who refuses to be read. */
async function optOutOf(
  transaction: Database,
  userId: string,
): Promise<Tables['settings'] | undefined> {
  const own = await rowWhere(transaction, 'settings', { person_id: userId, server_id: '' });
  return own && tolerant(personSettings, objectOf(own.value)).optedOut
    ? { ...own, value: JSON.stringify({ optedOut: true }) }
    : undefined;
}

/** Settings that the person made for others as a moderator stay, without their name. */
async function forgetAsModerator(transaction: Database, userId: string): Promise<void> {
  const setForOthers = await transaction
    .selectFrom('settings')
    .selectAll()
    // This is worded as the index has it, which few settings are in.
    .where(sql<boolean>`value LIKE '%"setBy":%'`)
    .where('value', 'like', `%"setBy":"${userId}"%`)
    .execute();
  for (const row of setForOthers) {
    const { setBy: _, ...rest } = objectOf(row.value);
    await put(transaction, 'settings', { ...row, value: JSON.stringify(rest) });
  }
}

/** The person's own words go; and sounds that they gave to others, which may be their voice. */
async function forgetWords(transaction: Database, userId: string): Promise<void> {
  await transaction
    .deleteFrom('dictionary_entries')
    .where((is) =>
      is.or([
        is.and({ owner_kind: 'person', owner_id: userId }),
        is.and([is('added_by', '=', userId), is('clip_hash', 'is not', null)]),
      ]),
    )
    .execute();
}

/** Mutes of the person and bans stay: they are for those to undo who decided them. */
async function decidedAbout(
  transaction: Database,
  userId: string,
): Promise<Pick<Forgotten, 'mutedIn' | 'voicesBannedIn' | 'isBanned'>> {
  const serversIn = async (table: 'mutes' | 'voice_bans'): Promise<readonly string[]> => {
    const rows = await rowsWhere(transaction, table, { person_id: userId });
    return rows.map((row) => row.server_id);
  };
  const ban = await rowWhere(transaction, 'bans', { kind: 'person', subject_id: userId });
  return {
    mutedIn: await serversIn('mutes'),
    voicesBannedIn: await serversIn('voice_bans'),
    isBanned: ban !== undefined,
  };
}
