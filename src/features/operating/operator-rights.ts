import type { Asker } from '#discord/asker.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

/** The people who run the bot, and where they do. */
export interface Operators {
  readonly ids: readonly string[];
  /** Beside direct messages. */
  readonly guildId: string | undefined;
}

/**
 * Says why somebody may not run the bot, or not from where they ask; undefined for whoever may. Where the bot isn't a member of
 * the server, they alone see the answer.
 */
export function operatorRefusal(asker: Asker, { ids, guildId }: Operators): Text | undefined {
  if (!ids.includes(asker.id)) return text(($) => $.operating.onlyOperators);
  return asker.guildId === undefined || asker.guildId === guildId
    ? undefined
    : text(($) => $.operating.notHere);
}
