/** Servers that the bot was taken out of: what is kept for them has an end. */
export interface Servers {
  /** The bot is no longer a member. */
  left(serverId: string, atMs: number): Promise<void>;
  /** The bot is a member (again). */
  joined(serverId: string): Promise<void>;
  /** Removes everything kept for servers left before the moment; returns their ids. */
  forgetLeftBefore(atMs: number): Promise<readonly string[]>;
}
