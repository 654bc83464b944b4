import type { Asker } from '#discord/asker.ts';
import { Texts } from '#i18n/texts.ts';
import type { ServerTranslations } from '#i18n/texts.ts';

/** Texts as the shipped catalogue has them. */
export const texts = new Texts();
export const translations = texts.translations();
/** No server has a language of its own. */
export const inLanguageOf: ServerTranslations = async () => translations();

/** Somebody in a server, without a right that not everybody has. */
export const ann: Asker = {
  id: '11',
  name: 'Ann',
  guildId: '1',
  channelId: '2',
  moderates: false,
  managesServer: false,
  managesChannels: false,
  mayGetVoiceMessages: true,
  uploadLimitBytes: 10 * 2 ** 20,
  t: translations(),
};
