/** A person none of whose kept voices speaks in a server, not even for themselves. */
export interface VoiceBan {
  readonly personId: string;
  /** Absent when the admin had their data deleted. */
  readonly byId?: string;
  readonly sinceMs: number;
}

/** Decisions of a server's admins about people's voices as a whole; each voice says `ownerBanned` of that server. */
export interface VoiceBans {
  /** Latest first. */
  list(guildId: string): Promise<readonly VoiceBan[]>;
  /** False when the person was banned already. Audited. */
  ban(guildId: string, personId: string, adminId: string): Promise<boolean>;
  /** False when the person was not banned. Audited. */
  lift(guildId: string, personId: string, adminId: string): Promise<boolean>;
}
