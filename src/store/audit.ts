/** One change that somebody with rights made in a server. */
export interface AuditEntry {
  readonly id: string;
  readonly guildId: string;
  /** Absent when the person had their data deleted. */
  readonly actorId?: string;
  readonly atMs: number;
  readonly what:
    | 'settings'
    | 'member'
    | 'dictionary'
    | 'word-filter'
    | 'mute'
    | 'unmute'
    | 'voice-approved'
    | 'voice-refused'
    | 'voices-banned'
    | 'voices-allowed'
    | 'report-settled';
  /** The person it was done to. */
  readonly subjectId?: string;
  /** The changed values by path: `reading.on` → before and after; absent on the side where it was not set. */
  readonly changes: readonly AuditedChange[];
}

export interface AuditedChange {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Audit {
  /** Latest first, at most `limit`; `before` is the id of the last one seen. */
  entries(guildId: string, limit: number, before?: string): Promise<readonly AuditEntry[]>;
}
