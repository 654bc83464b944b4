import type { Seal } from '#ops/seal.ts';
import { dayMs } from '#ops/utc-day.ts';

import { auditEntryOf } from './audit.ts';
import { banOf } from './bans.ts';
import { budgetOf as botBudgetOf } from './bot-budgets.ts';
import { budgetOf } from './budgets.ts';
import { consentOf } from './consents.ts';
import { entriesAddedBy, entriesOf } from './dictionaries.ts';
import { linesOf } from './earlier-lines.ts';
import type { EarlierLine } from './earlier-lines.ts';
import { helpOf } from './help.ts';
import { muteOf } from './moderation.ts';
import { memberSettings, personSettings } from './person-settings.ts';
import { reportsWhere } from './reports.ts';
import { objectOf, tolerant } from './settings.ts';
import { spentOf } from './spending.ts';
import { forgetPerson } from './sql/forgetting.ts';
import { inTransaction } from './sql/in-transaction.ts';
import type { KeptClips } from './sql/kept-clips.ts';
import { profilesWhere } from './sql/profiles.ts';
import { bookOf, phrasesAddedBy } from './sql/read-phrases.ts';
import { rowsWhere } from './sql/rows.ts';
import type { Scrub } from './sql/scrub.ts';
import type { Database } from './sql/tables.ts';
import { tapsOf } from './taps.ts';
import { voiceBanOf } from './voice-bans.ts';
import type { VoiceProfile } from './voices.ts';

/** Everything that is held about a person. The clips' bytes are read by their hashes. */
export type HeldAbout = Awaited<ReturnType<PersonalData['about']>>;

export interface Forgotten {
  /** The voices that others could be speaking with right now, and that speech is cached under. */
  readonly voices: readonly VoiceProfile[];
  /** Servers whose moderators mute the person: their decision, which stays until it ends or they take it back. */
  readonly mutedIn: readonly string[];
  /** Servers whose admins let none of the person's voices speak: their decision as well. */
  readonly voicesBannedIn: readonly string[];
  /** Those who run the bot let it do nothing for the person: it is for them to undo, too. */
  readonly isBanned: boolean;
}

export interface PersonalData {
  about(
    userId: string,
  ): Promise<
    Awaited<ReturnType<typeof heldAbout>> & { readonly earlierLines: readonly EarlierLine[] }
  >;
  /**
   * Removes everything that is held about a person, so that no byte of it stays in the store's files. What others own
   * stays without their name: audit entries lose actor and subject, words added to a server's dictionary their author.
   * `keepOptOut` keeps, of all settings, only that the person refuses to be read.
   */
  forget(userId: string, options: { readonly keepOptOut: boolean }): Promise<Forgotten>;
}

interface PersonalDataParts {
  readonly database: Database;
  readonly clips: KeptClips;
  readonly scrub: Scrub;
  /** Opens what people said before. */
  readonly seal: Seal;
  readonly now: () => number;
}

export function sqlPersonalData(parts: PersonalDataParts): PersonalData {
  const { database, clips, scrub, seal, now } = parts;
  return {
    // One transaction: a picture of one moment.
    about: (userId) =>
      inTransaction(database, async (transaction) => ({
        ...(await heldAbout(transaction, userId)),
        /** The lines that they want kept. */
        earlierLines: await linesOf(transaction, seal, userId, now()),
      })),
    async forget(userId, options) {
      const forgotten = await clips.releasing(async (transaction) => {
        await scrub.owePages(transaction);
        return forgetPerson(transaction, userId, options, now());
      });
      await scrub.pages();
      return forgotten;
    },
  };
}

async function heldAbout(database: Database, userId: string) {
  const voices = await profilesWhere(database, (is) => is('owner_id', '=', userId));
  const dictionary = await entriesOf(database, { of: 'person', userId });
  const serverWords = await entriesAddedBy(database, userId);
  const words = [...dictionary, ...serverWords.map(({ word }) => word)];
  const { phrases, folders, uses } = await bookOf(database, { of: 'person', userId });
  const serverPhrases = await phrasesAddedBy(database, userId);
  const saved = [...phrases, ...serverPhrases.map(({ phrase }) => phrase)];
  const clips = [
    ...voices.flatMap(({ sound }) => ('clip' in sound && sound.clip ? [sound.clip] : [])),
    ...words.flatMap(({ spoken }) => (spoken.as === 'sound' ? [spoken.clip] : [])),
    ...saved.flatMap(({ spoken }) => (spoken.as === 'recording' ? [spoken.clip] : [])),
  ];
  const theirs = { person_id: userId };
  const consents = await rowsWhere(database, 'consents', theirs, 'given_at');
  const mutes = await rowsWhere(database, 'mutes', theirs);
  const bans = await rowsWhere(database, 'voice_bans', theirs);
  const banned = await rowsWhere(database, 'bans', { kind: 'person', subject_id: userId });
  const decided = await rowsWhere(database, 'bans', { by_id: userId });
  const ofBot = await rowsWhere(database, 'bot_budgets', { by_id: userId });
  const spendings = await rowsWhere(database, 'spendings', theirs);
  const budgets = await rowsWhere(database, 'budgets', theirs);
  return {
    userId,
    ...(await settingsOf(database, userId)),
    voices,
    /** Also those that were withdrawn. */
    consents: consents.map((row) => consentOf(row)),
    dictionary,
    /** The words that the person added to dictionaries of servers. */
    serverWords,
    phrases: phrases.map((phrase) => ({ phrase, uses: uses.get(phrase.id) ?? 0 })),
    phraseFolders: folders,
    /** The emoji and sounds that speak phrases. */
    taps: await tapsOf(database, userId),
    /** The helper of the person, and the people whom they help. */
    help: await helpOf(database, userId),
    /** The phrases that the person added to those of servers. */
    serverPhrases,
    /** Reports by the person. */
    reports: await reportsWhere(database, 'voice_reports.reporter_id', userId),
    mutes: mutes.map((row) => ({ guildId: row.server_id, mute: muteOf(row) })),
    /** Servers in which none of the person's voices speaks. */
    voiceBans: bans.map((row) => ({ guildId: row.server_id, ban: voiceBanOf(row) })),
    /** Why those who run the bot let it do nothing for the person, and since when; none as a rule. */
    bans: banned.map((row) => told(banOf(row))),
    /** The bans that the person decided, as one who runs the bot. */
    bansDecided: decided.map((row) => banOf(row)),
    /** The budgets of the whole bot that the person set as such. */
    botBudgets: ofBot.map((row) => botBudgetOf(row)),
    /** The person's own budgets in servers. */
    budgets: budgets.map((row) => ({ guildId: row.server_id, budget: budgetOf(row) })),
    /** How much of their budgets they were told to be used up. */
    budgetLevels: await levelsOf(database, userId),
    /** Entries of what the person changed in servers as a moderator, and of what was done to them. */
    audit: await auditOf(database, userId),
    spent: spendings.map((row) => ({
      what: row.what,
      count: row.spent,
      sinceMs: row.window_start,
    })),
    /** The spending on speech for the person, by day. */
    speech: await speechOf(database, userId),
    /** Speech for the person that is being paid for. */
    jobs: await jobsOf(database, userId),
    /** Speech for the person that one process asks another for; a moment later it is there. */
    asks: (await rowsWhere(database, 'speech_asks', { person_id: userId }, 'id')).map((row) => ({
      sinceMs: row.asked_at,
    })),
    /** All clips of voices, of the dictionary and of phrases. */
    clips: [...new Map(clips.map((clip) => [clip.hash, clip])).values()],
  };
}

/** By whom is told to nobody. */
function told({ reason, sinceMs }: ReturnType<typeof banOf>) {
  return { reason, sinceMs };
}

async function settingsOf(database: Database, userId: string) {
  const rows = await rowsWhere(database, 'settings', { person_id: userId }, 'server_id');
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

async function levelsOf(database: Database, userId: string) {
  const rows = await rowsWhere(database, 'budget_levels', { person_id: userId }, 'server_id');
  return rows.map((row) => ({
    guildId: row.server_id === '' ? undefined : row.server_id,
    period: row.period,
    since: dateOf(row.first_day),
    percent: row.percent,
  }));
}

async function auditOf(database: Database, userId: string) {
  const rows = await database
    .selectFrom('audit')
    .selectAll()
    .where((is) => is.or([is('actor_id', '=', userId), is('subject_id', '=', userId)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => auditEntryOf(row));
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

async function speechOf(database: Database, userId: string) {
  const rows = await rowsWhere(database, 'spent', { person_id: userId }, 'day');
  return rows.map((row) =>
    Object.assign(spentOf(row), {
      day: dateOf(row.day),
      guildId: row.guild_id === '' ? undefined : row.guild_id,
      engine: row.engine,
      model: row.model,
    }),
  );
}

async function jobsOf(database: Database, userId: string) {
  const rows = await rowsWhere(database, 'jobs', { person_id: userId }, 'id');
  return rows.map((row) => ({
    engine: row.engine,
    requestId: row.request_id ?? undefined,
    model: row.model,
    chars: row.chars,
    sinceMs: row.created_ms,
  }));
}
