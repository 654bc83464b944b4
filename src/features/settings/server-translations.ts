import type { GuildView } from '#discord/guild-view.ts';
import type { ServerTranslations, Translations } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

interface ServerTranslationsParts extends Pick<Store, 'serverSettings'> {
  readonly view: Pick<GuildView, 'localeOf'>;
  readonly translations: Translations;
  readonly log: Log;
}

/**
 * Chooses the language of what stands in a server for all: that which its admins set, as long as there is such a one,
 * else that which Discord says of it.
 */
export function serverTranslations(parts: ServerTranslationsParts): ServerTranslations {
  const { serverSettings, view, translations, log } = parts;
  const { languages } = translations();
  const chosenIn = async (guildId: string): Promise<string | undefined> => {
    try {
      return (await serverSettings.get(guildId)).writtenLanguage;
    } catch (error) {
      // Telling people is worth more than its language.
      log.warn({ error, guildId }, 'the language of a server could not be looked up');
      return undefined;
    }
  };
  return async (guildId) => {
    const chosen = await chosenIn(guildId);
    const onDiscord = translations(view.localeOf(guildId));
    const isThere = chosen !== undefined && languages.includes(chosen);
    // Discord's tag for the same language says more: of which country it is.
    return isThere && chosen !== onDiscord.locale ? translations(chosen) : onDiscord;
  };
}
