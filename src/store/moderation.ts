/** Words that a server's admins don't want to hear. */
export interface WordFilter {
  /** As they were added, sorted. The same array until something changes. */
  words(guildId: string): Promise<readonly string[]>;
  /** All or nothing; a `UserError` when there would be too many. Audited. */
  change(
    guildId: string,
    actorId: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void>;
}

/** A person who isn't read in a server. */
export interface Mute {
  readonly personId: string;
  /** Absent when the moderator had their data deleted. */
  readonly byId?: string;
  readonly sinceMs: number;
  /** Absent: until taken back. */
  readonly untilMs?: number;
}

export interface Mutes {
  /** Those that hold now, latest first. */
  list(guildId: string): Promise<readonly Mute[]>;
  /** Quick enough to be asked for every message. */
  isMuted(guildId: string, personId: string): Promise<boolean>;
  /** A new mute replaces the old one. Audited. */
  mute(
    guildId: string,
    mute: { readonly personId: string; readonly untilMs?: number },
    actorId: string,
  ): Promise<void>;
  /** False when the person wasn't muted. Audited. */
  unmute(guildId: string, personId: string, actorId: string): Promise<boolean>;
}
