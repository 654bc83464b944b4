/** Somebody's complaint about a voice that is shared with a server. */
export interface VoiceReport {
  readonly id: string;
  readonly guildId: string;
  readonly voiceId: string;
  readonly voiceName: string;
  readonly ownerId: string;
  readonly reporterId: string;
  readonly reason: string;
  readonly atMs: number;
}

export interface Reports {
  /**
   * Files a report; undefined when the reporter can't see the voice there. One that is open from the same person about
   * the same voice is renewed, and is not new.
   */
  file(report: {
    readonly guildId: string;
    readonly voiceId: string;
    readonly reporterId: string;
    readonly reason: string;
  }): Promise<{ readonly report: VoiceReport; readonly isNew: boolean } | undefined>;
  /** Oldest first. */
  open(guildId: string): Promise<readonly VoiceReport[]>;
  /** By an admin: takes every report of the voice off the list; audited. False when there was none. */
  settle(guildId: string, voiceId: string, adminId: string): Promise<boolean>;
}
