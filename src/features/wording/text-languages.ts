import type { GuildView } from '#discord/guild-view.ts';
import { anyLanguage } from '#speech/catalogue.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';
import type { Finding } from '#text/language.ts';
import { lookUp } from '#text/locale.ts';
import { priorOf } from '#text/prior.ts';
import type { Before } from '#text/prior.ts';
import type { VoiceBook } from '#voices/book.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { SpokenFor } from '#voices/chooser.ts';

import { languagesOf } from './dictionaries.ts';
import { RecentLanguages } from './recent-languages.ts';
import { foundLanguage } from './words.ts';

export type TextLanguagesParts = Pick<Store, 'people' | 'members' | 'serverSettings'> & {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly view: Pick<GuildView, 'localeOf'>;
};

export interface FindOptions {
  /** Base tags; all that a voice speaks when absent. */
  readonly allowed?: readonly string[] | undefined;
  /** It is the bot's own, to let somebody hear a voice. */
  readonly isSample?: boolean;
  /** Somebody else asks to hear it, maybe long after it was written. */
  readonly isAsked?: boolean;
}

/** Finds the languages of texts, by what they show and by what is known of who writes them, and where. */
export class TextLanguages {
  readonly #parts: TextLanguagesParts;
  readonly #recent = new RecentLanguages();

  constructor(parts: TextLanguagesParts) {
    this.#parts = parts;
  }

  /** Remembers what a text shows for the next one of its author and of its channel, unless they didn't write it there just now. */
  async find(
    text: string,
    speaker: SpokenFor,
    { allowed, isSample = false, isAsked = false }: FindOptions = {},
  ): Promise<Finding> {
    const { userId, guildId, channelId, locale: ownLocale } = speaker;
    const where = { userId, guildId, channelId };
    const before = await settingsBefore(speaker, this.#parts);
    const prior = priorOf({ ...before, ...this.#recent.of(where), ownLocale });
    const { models } = this.#parts.catalogue.book;
    const finding = foundLanguage(text, prior, allowed ?? languagesOf(models));
    if (!isSample && !isAsked && finding.shown && finding.language !== undefined)
      this.#recent.note(where, finding.language);
    return finding;
  }

  forget(userId: string): void {
    this.#recent.forget(userId);
  }
}

/** Reads what people and the server's admins have set, and what Discord says of the server. */
async function settingsBefore(
  { userId, guildId, channelId = '' }: SpokenFor,
  { people, members, serverSettings, catalogue: { book }, view }: TextLanguagesParts,
): Promise<Before> {
  if (guildId === undefined)
    return { person: languagesIn([(await people.get(userId)).voice], book) };
  const [person, member, { channels, voice, reading }] = await Promise.all([
    people.get(userId),
    members.get({ guildId, userId }),
    serverSettings.get(guildId),
  ]);
  const ofChannel = lookUp(channels, channelId)?.voice;
  return {
    person: languagesIn([member.voice, person.voice], book),
    place: languagesIn([ofChannel ?? {}, voice], book),
    placeLocale: view.localeOf(guildId),
    adminLocale: reading.locale,
  };
}

/** The languages that are set; a voice chosen without one stands for the language that it speaks. */
function languagesIn(settings: readonly VoiceSettings[], { byName }: VoiceBook): readonly string[] {
  return settings.flatMap(({ language, voice }) => {
    if (language !== undefined) return [language];
    const [offer] = voice === undefined ? [] : (byName.get(voice) ?? []);
    return offer && offer.language.tag !== anyLanguage ? [offer.language.tag] : [];
  });
}
