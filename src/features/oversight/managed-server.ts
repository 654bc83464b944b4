import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';

/**
 * The server that this person decides for. Checked at every use, since rights come and go; rejects with a `UserError`
 * for everybody else.
 */
export function serverManagedBy({ guildId, managesServer }: Asker): string {
  if (guildId === undefined)
    throw new UserError('That works only in a server that I am a member of.');
  if (managesServer) return guildId;
  throw new UserError('Only those who may **Manage Server** decide on the voices of the server.');
}
