/** A person none of whose kept voices speaks in a server, not even for themselves. */
export interface VoiceBan {
  readonly personId: string;
  /** Absent when the admin had their data deleted. */
  readonly byId?: string;
  readonly sinceMs: number;
}

/** What a server's admins decided of people's voices as a whole; about each voice there it says `ownerBanned`. */
export interface VoiceBans {
  /** Latest first. */
  list(serverId: string): Promise<readonly VoiceBan[]>;
  /** False when the person was banned already. Audited. */
  ban(serverId: string, personId: string, adminId: string): Promise<boolean>;
  /** False when the person was not banned. Audited. */
  lift(serverId: string, personId: string, adminId: string): Promise<boolean>;
}
