import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';

/**
 * Rejects where moderators have decided that one of these isn't read: they decided it for all that is heard of somebody, however it
 * is asked for.
 */
export async function assertUnmuted(
  guildId: string,
  userIds: readonly string[],
  { mutes }: { readonly mutes: Pick<Store['mutes'], 'isMuted'> },
): Promise<void> {
  for (const userId of new Set(userIds))
    if (await mutes.isMuted(guildId, userId)) throw new UserError(text(($) => $.say.muted));
}
