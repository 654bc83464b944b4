import { memberSettings, personSettings } from '../person-settings.ts';
import type { HeldAbout, PersonalData } from '../personal-data.ts';
import { tolerant } from '../settings.ts';
import { auditEntryOf } from './auditing.ts';
import { consentOf } from './consents.ts';
import { entriesAddedBy, entriesOf } from './dictionaries.ts';
import { forgetPerson } from './forgetting.ts';
import type { KeptClips } from './kept-clips.ts';
import { muteOf } from './moderation.ts';
import { profilesBy } from './profiles.ts';
import { reportsWhere } from './reports.ts';
import type { Scrub } from './scrub.ts';
import { objectOf } from './settings.ts';
import { inTransaction } from './tables.ts';
import type { Database } from './tables.ts';
import { voiceBanOf } from './voice-bans.ts';

export function sqlPersonalData(
  database: Database,
  clips: KeptClips,
  scrub: Scrub,
  now: () => number,
): PersonalData {
  return {
    // One transaction: a picture of one moment.
    about: (personId) => inTransaction(database, (transaction) => heldAbout(transaction, personId)),
    async forget(personId, options) {
      const forgotten = await clips.releasing(async (transaction) => {
        await scrub.owePages(transaction);
        return forgetPerson(transaction, personId, options, now());
      });
      await scrub.pages();
      return forgotten;
    },
  };
}

async function heldAbout(database: Database, personId: string): Promise<HeldAbout> {
  const voices = await voicesOf(database, personId);
  const dictionary = await entriesOf(database, { of: 'person', personId });
  const serverWords = await entriesAddedBy(database, personId);
  const words = [...dictionary, ...serverWords.map(({ word }) => word)];
  const clips = [
    ...voices.flatMap(({ sound }) => ('clip' in sound && sound.clip ? [sound.clip] : [])),
    ...words.flatMap(({ spoken }) => (spoken.as === 'sound' ? [spoken.clip] : [])),
  ];
  return {
    personId,
    ...(await settingsOf(database, personId)),
    voices,
    consents: await consentsOf(database, personId),
    dictionary,
    serverWords,
    reports: await reportsWhere(database, 'voice_reports.reporter_id', personId),
    mutes: await mutesOf(database, personId),
    voiceBans: await voiceBansOf(database, personId),
    audit: await auditOf(database, personId),
    spent: await spentBy(database, personId),
    clips: [...new Map(clips.map((clip) => [clip.hash, clip])).values()],
  };
}

async function voicesOf(database: Database, personId: string): Promise<HeldAbout['voices']> {
  const rows = await database
    .selectFrom('voices')
    .select('id')
    .where('owner_id', '=', personId)
    .execute();
  return profilesBy(
    database,
    rows.map(({ id }) => id),
  );
}

async function settingsOf(
  database: Database,
  personId: string,
): Promise<Pick<HeldAbout, 'settings' | 'servers'>> {
  const rows = await database
    .selectFrom('settings')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('server_id')
    .execute();
  const own = rows.find((row) => row.server_id === '');
  return {
    settings: tolerant(personSettings, own ? objectOf(own.value) : {}),
    servers: rows
      .filter((row) => row.server_id !== '')
      .map((row) => ({
        guildId: row.server_id,
        settings: tolerant(memberSettings, objectOf(row.value)),
      })),
  };
}

async function consentsOf(database: Database, personId: string): Promise<HeldAbout['consents']> {
  const rows = await database
    .selectFrom('consents')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('given_at')
    .execute();
  return rows.map((row) => consentOf(row));
}

async function mutesOf(database: Database, personId: string): Promise<HeldAbout['mutes']> {
  const rows = await database
    .selectFrom('mutes')
    .selectAll()
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => ({ guildId: row.server_id, mute: muteOf(row) }));
}

async function voiceBansOf(database: Database, personId: string): Promise<HeldAbout['voiceBans']> {
  const rows = await database
    .selectFrom('voice_bans')
    .selectAll()
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => ({ guildId: row.server_id, ban: voiceBanOf(row) }));
}

async function auditOf(database: Database, personId: string): Promise<HeldAbout['audit']> {
  const rows = await database
    .selectFrom('audit')
    .selectAll()
    .where((is) => is.or([is('actor_id', '=', personId), is('subject_id', '=', personId)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => auditEntryOf(row));
}

async function spentBy(database: Database, personId: string): Promise<HeldAbout['spent']> {
  const rows = await database
    .selectFrom('spendings')
    .selectAll()
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => ({ what: row.what, count: row.spent, sinceMs: row.window_start }));
}
