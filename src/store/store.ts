import type { JobCounts, JobNames, Jobs } from '#jobs/job.ts';
import type { Asks } from '#jobs/shared/ask.ts';
import type { SharedNotes } from '#ops/shared-notes.ts';

import type { Audit } from './audit.ts';
import type { Bans } from './bans.ts';
import type { BotBudgets } from './bot-budgets.ts';
import type { Budgets } from './budgets.ts';
import type { Clips } from './clips.ts';
import type { Consents } from './consents.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { EarlierLines } from './earlier-lines.ts';
import type { Helpers } from './help.ts';
import type { Mutes, WordFilter } from './moderation.ts';
import type { MemberSettings, PersonSettings } from './person-settings.ts';
import type { PersonalData } from './personal-data.ts';
import type { PhraseFrames } from './phrase-frames.ts';
import type { Phrases } from './phrases.ts';
import type { Quotas } from './quotas.ts';
import type { Reports } from './reports.ts';
import type { ServerSettings } from './server-settings.ts';
import type { Servers } from './servers.ts';
import type { MemberScope, SettingsOf } from './settings.ts';
import type { Spending } from './spending.ts';
import type { Taps } from './taps.ts';
import type { VoiceBans } from './voice-bans.ts';
import type { Voices, VoiceSharing } from './voices.ts';

/** Everything that is remembered. Each part is a port of its own: ask for the parts you need, not for the store. */
export interface Store {
  /** By person id. */
  readonly people: SettingsOf<string, PersonSettings>;
  readonly members: SettingsOf<MemberScope, MemberSettings>;
  /** By server id. */
  readonly serverSettings: SettingsOf<string, ServerSettings>;
  readonly voices: Voices;
  readonly sharing: VoiceSharing;
  readonly voiceBans: VoiceBans;
  /** By those who run the bot. */
  readonly bans: Bans;
  readonly clips: Clips;
  readonly consents: Consents;
  readonly dictionaries: Dictionaries;
  readonly phrases: Phrases;
  /** The speech that is kept for them. */
  readonly phraseFrames: PhraseFrames;
  readonly taps: Taps;
  readonly earlierLines: EarlierLines;
  readonly helpers: Helpers;
  readonly wordFilter: WordFilter;
  readonly mutes: Mutes;
  readonly audit: Audit;
  readonly reports: Reports;
  readonly quotas: Quotas;
  readonly jobs: Jobs & JobNames & JobCounts;
  /** Speech that processes ask each other for. */
  readonly asks: Asks;
  /** Processes tell each other of services by them. */
  readonly notes: SharedNotes;
  readonly spending: Spending;
  readonly budgets: Budgets;
  /** Those of the whole bot. */
  readonly botBudgets: BotBudgets;
  readonly servers: Servers;
  readonly personalData: PersonalData;
  /** Waits for what is being written, and closes the files. */
  close(): Promise<void>;
}
