/** Servers that the bot was taken out of: what is kept for them has an end. */
export interface Servers {
  /** Every server that anything is kept for. */
  known(): Promise<readonly string[]>;
  /** The bot is no longer a member; when that was noted before, it stays as it was. */
  left(guildId: string, atMs: number): Promise<void>;
  /** The bot is a member (again). */
  joined(guildId: string): Promise<void>;
  /** Removes everything kept for servers left before the moment; returns their ids. */
  forgetLeftBefore(atMs: number): Promise<readonly string[]>;
}
