import type { AuditEntry } from './audit.ts';
import type { ClipFacts } from './clips.ts';
import type { Consent } from './consents.ts';
import type { DictionaryEntry } from './dictionaries.ts';
import type { Mute } from './moderation.ts';
import type { MemberSettings, PersonSettings } from './person-settings.ts';
import type { VoiceReport } from './reports.ts';
import type { VoiceBan } from './voice-bans.ts';
import type { VoiceProfile } from './voices.ts';

/** Everything that is held about a person. The clips' bytes are read by their hashes. */
export interface HeldAbout {
  readonly personId: string;
  readonly settings: PersonSettings;
  readonly servers: readonly { readonly guildId: string; readonly settings: MemberSettings }[];
  readonly voices: readonly VoiceProfile[];
  /** Also those that were withdrawn. */
  readonly consents: readonly Consent[];
  readonly dictionary: readonly DictionaryEntry<ClipFacts>[];
  /** The words that the person added to dictionaries of servers. */
  readonly serverWords: readonly {
    readonly guildId: string;
    readonly word: DictionaryEntry<ClipFacts>;
  }[];
  /** Reports by the person. */
  readonly reports: readonly VoiceReport[];
  readonly mutes: readonly { readonly guildId: string; readonly mute: Mute }[];
  /** Servers in which none of the person's voices speaks. */
  readonly voiceBans: readonly { readonly guildId: string; readonly ban: VoiceBan }[];
  /** Entries of what the person changed in servers as a moderator, and of what was done to them. */
  readonly audit: readonly AuditEntry[];
  readonly spent: readonly {
    readonly what: string;
    readonly count: number;
    readonly sinceMs: number;
  }[];
  /** All clips of voices and of the dictionary. */
  readonly clips: readonly ClipFacts[];
}

export interface Forgotten {
  /** The voices that others could be speaking with right now, and that speech is cached under. */
  readonly voices: readonly VoiceProfile[];
  /** Servers whose moderators mute the person: their decision, which stays until it ends or they take it back. */
  readonly mutedIn: readonly string[];
  /** Servers whose admins let none of the person's voices speak: their decision as well. */
  readonly voicesBannedIn: readonly string[];
}

export interface PersonalData {
  about(personId: string): Promise<HeldAbout>;
  /**
   * Removes everything that is held about a person, so that no byte of it stays in the store's files. What others own
   * stays without their name: audit entries lose actor and subject, words added to a server's dictionary their author.
   * `keepOptOut` keeps, of all settings, only that the person refuses to be read.
   */
  forget(personId: string, options: { readonly keepOptOut: boolean }): Promise<Forgotten>;
}
