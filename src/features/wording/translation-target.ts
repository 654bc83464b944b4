import type { PersonSettings } from '#store/person-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { lookUp } from '#text/locale.ts';

/** In the place of a language: nothing that somebody writes is given to any service. */
export const never = 'never';

/**
 * The language into which something is translated: that of the channel, whose listeners share it, else that of its author;
 * none at all for authors who want nothing translated. `channelIds`: where it was written, a thread before its channel.
 */
export function targetOf(
  { translatesTo }: Pick<PersonSettings, 'translatesTo'>,
  reading: Pick<ServerSettings['reading'], 'translations'> | undefined,
  channelIds: readonly (string | undefined)[],
): string | undefined {
  if (translatesTo === never) return undefined;
  const here = channelIds.flatMap((id) =>
    id === undefined || !reading ? [] : (lookUp(reading.translations, id) ?? []),
  );
  return here[0] ?? translatesTo;
}
