import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { keptSecret } from '#ops/kept-secret.ts';
import { sealWith } from '#ops/seal.ts';
import type { Seal } from '#ops/seal.ts';

import { sqlAsks } from './asks.ts';
import { sqlAudit } from './audit.ts';
import { sqlBans } from './bans.ts';
import { sqlBotBudgets } from './bot-budgets.ts';
import { sqlBudgets } from './budgets.ts';
import { cachedStore } from './cached-store.ts';
import { clipFiles, countClips } from './clip-files.ts';
import { sqlConsents } from './consents.ts';
import { sqlDictionaries } from './dictionaries.ts';
import { sqlEarlierLines } from './earlier-lines.ts';
import { sqlHelpers } from './help.ts';
import { sqlJobs } from './jobs.ts';
import { sqlMutes, sqlWordFilter } from './moderation.ts';
import { sqlPersonalData } from './personal-data.ts';
import { sqlPhraseFrames } from './phrase-frames.ts';
import type { OpenPostgresOptions } from './postgres/open-postgres.ts';
import { sqlQuotas } from './quotas.ts';
import { sqlReports } from './reports.ts';
import { sqlServers } from './servers.ts';
import { sqlSettings } from './settings.ts';
import { sqlNotes } from './shared-notes.ts';
import { sqlSpending } from './spending.ts';
import { KeptClips } from './sql/kept-clips.ts';
import { openSqlite } from './sql/open-sqlite.ts';
import type { OpenDatabase } from './sql/open-sqlite.ts';
import { sqlPhrases } from './sql/phrases.ts';
import { sqlSharing } from './sql/sharing.ts';
import { whatToDo } from './sql/sqlite-errors.ts';
import { sqlVoices } from './sql/voices.ts';
import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';
import { sqlTaps } from './taps.ts';
import { sqlVoiceBans } from './voice-bans.ts';

export interface StoreOptions {
  /** Holds the database and, beside it, the clips; made when it is not there. */
  readonly folder: string;
  /** The store is in a database of PostgreSQL, and the clips alone are in the folder; absent: SQLite. */
  readonly postgres?: PostgresOptions;
  readonly maxVoicesPerPerson?: number;
  /** Whether what is begun in a server, or in none, is this process's to go on with; all of it when left out. */
  readonly isOurs?: (guildId: string | undefined) => boolean;
  /** The name of this process where several speak for each other: what another is paying for is not this one’s to go on with. */
  readonly owner?: string;
  /** Recordings that are held in memory. */
  readonly maxHeldBytes?: number;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
}

type PostgresOptions = Omit<OpenPostgresOptions, 'mayBegin'>;

export const defaultMaxVoices = 10;

/**
 * Opens the store, or makes it; brings it to the newest schema and finishes what a crash cut off. Rejects with a
 * `StoreError` whose message tells the operator what to do.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, postgres } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const opened = postgres ? await openedPostgres(folder, postgres) : await openedSqlite(folder);
  return storeOver(opened, options);
}

async function openedSqlite(folder: string): Promise<OpenDatabase> {
  const path = join(folder, 'crier.sqlite');
  if (!existsSync(path)) await assertNothingLost(` ${path} is gone`, folder, whatToDo(path));
  return openSqlite(path);
}

/** The module, and the package that it connects by, are loaded only where they are used. */
async function openedPostgres(folder: string, options: PostgresOptions): Promise<OpenDatabase> {
  const { openPostgres, whatToDoWithPostgres } = await import('./postgres/open-postgres.ts');
  const { called } = options;
  return openPostgres({
    ...options,
    mayBegin: () => assertNothingLost(`, ${called}, is empty`, folder, whatToDoWithPostgres),
  });
}

/** Recordings are put when there is a database: without it, a new one would refer to none, and have all removed. */
async function assertNothingLost(what: string, folder: string, toDo: string): Promise<void> {
  const clips = clipsIn(folder);
  const count = await countClips(clips);
  if (count > 0)
    throw new StoreError(
      `The store${what}, and ${clips} still has recordings of people (${count}). ${toDo}`,
    );
}

function clipsIn(folder: string): string {
  return join(folder, 'clips');
}

/** The store over any database that the queries run on. */
export async function storeOver(opened: OpenDatabase, options: StoreOptions): Promise<Store> {
  const { database, changedElsewhere, scrub } = opened;
  const { folder, maxVoicesPerPerson = defaultMaxVoices, now = Date.now } = options;
  const clips = new KeptClips(database, clipFiles(clipsIn(folder), now), {
    ...options,
    now,
  });
  await clips.repair();
  const seal = sealIn(folder);
  const { people, members, serverSettings } = sqlSettings(database, now);
  const store = {
    people,
    members,
    serverSettings,
    voices: sqlVoices({ database, clips, scrub, maxVoicesPerPerson, now }),
    sharing: sqlSharing(database, now),
    voiceBans: sqlVoiceBans(database, now),
    bans: await sqlBans(database, now),
    clips,
    consents: sqlConsents(database),
    dictionaries: sqlDictionaries(database, clips, now),
    phrases: sqlPhrases(database, clips, now),
    phraseFrames: sqlPhraseFrames(database, now),
    taps: sqlTaps(database),
    helpers: sqlHelpers(database, now),
    earlierLines: sqlEarlierLines(database, seal, now),
    wordFilter: sqlWordFilter(database, now),
    mutes: sqlMutes(database, now),
    audit: sqlAudit(database),
    reports: sqlReports(database, now),
    quotas: sqlQuotas(database, now),
    jobs: sqlJobs(database, now, options),
    asks: sqlAsks(database, now),
    notes: sqlNotes(database, now),
    spending: sqlSpending(database, now),
    budgets: sqlBudgets(database, now),
    botBudgets: await sqlBotBudgets(database, now),
    servers: sqlServers(database, clips, scrub),
    personalData: sqlPersonalData({ database, clips, scrub, seal, now }),
    close: () => clips.close(),
  };
  return cachedStore(store, changedElsewhere, now);
}

/** By the key of what was spoken, which is read or made when something is sealed. */
function sealIn(folder: string): Seal {
  let made: Seal | undefined;
  const seal = (): Seal => (made ??= sealWith(keptSecret(join(folder, 'frames.key'))));
  return {
    close: (...content) => seal().close(...content),
    open: (...sealed) => seal().open(...sealed),
  };
}
