import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';

/**
 * The server that this person decides for. Checked at every use, since rights come and go; rejects with a `UserError`
 * for everybody else.
 */
export function serverManagedBy(asker: Asker): string {
  const guildId = serverOf(asker);
  if (asker.managesServer) return guildId;
  throw new UserError('Only those who may **Manage Server** decide on the voices of the server.');
}
