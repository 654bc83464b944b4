import fuzzysort from 'fuzzysort';

import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';

import { offersNamed } from './book.ts';
import type { LiveCatalogue } from './catalogue.ts';
import type { SpokenFor } from './chooser.ts';
import { formatNames } from './formats.ts';
import { fold } from './language.ts';
import { profileKey } from './profile-key.ts';
import { maxChoices } from './search.ts';
import type { Choice } from './search.ts';
import { usabilityOf } from './usability.ts';
import { visibleTo } from './visible-voices.ts';

/** Suggestions that are shown while options are typed. */
export type VoiceSuggestions = ReturnType<typeof voiceSuggestions>;

export interface SuggestionsParts extends Pick<Store, 'voices' | 'serverSettings'> {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'search'>;
  /** They are about to speak. */
  readonly onTyping: () => void;
}

export function voiceSuggestions(parts: SuggestionsParts) {
  const { catalogue, onTyping } = parts;
  return {
    /** One's own and shared voices first, then presets; none that may not speak there. */
    async voices(query: string, speaker: SpokenFor, language?: string) {
      onTyping();
      const { usable, server } = await seenBy(speaker, parts);
      const forbidden = new Set(server?.forbiddenVoices);
      const filter = { language, forbidden, locale: speaker.locale };
      const presets = catalogue.search.voices(query, filter);
      const allowed = usable.filter(({ id }) => !forbidden.has(profileKey(id)));
      return [...keptChoices(allowed, query, speaker), ...presets].slice(0, maxChoices);
    },
    /** Those that may not speak in the server, as far as the person can see them. */
    async forbidden(query: string, speaker: SpokenFor) {
      const { own, others, server } = await seenBy(speaker, parts);
      const keys = new Set(server?.forbiddenVoices);
      const kept = [...own, ...others].map(({ id, name }) => [profileKey(id), name] as const);
      const presets = catalogue.book.offers.map(
        (offer) => [offer.key, `${offer.voice.name} · ${offer.model.name}`] as const,
      );
      // A preset is forbidden in all its languages, and stands here once.
      const byName = new Map(
        [...kept, ...presets].flatMap(([key, name]) => (keys.has(key) ? [[name, key]] : [])),
      );
      return [...byName]
        .filter(([name]) => fold(name).includes(fold(query)))
        .slice(0, maxChoices)
        .map(([name, value]) => ({ name: ownWords(name), value }));
    },
    /** Those that a person keeps. */
    async own(query: string, speaker: SpokenFor) {
      const own = await parts.voices.ownedBy(speaker.userId);
      return keptChoices(own, query, speaker).slice(0, maxChoices);
    },
    /** Those that others share with the server. */
    async shared(query: string, speaker: SpokenFor) {
      const { others } = await seenBy(speaker, parts);
      return keptChoices(others, query, speaker).slice(0, maxChoices);
    },
    /** `locale`: BCP 47, of whoever types. */
    languages(query: string, locale: string | undefined) {
      onTyping();
      return catalogue.search.languages(query, locale);
    },
    formats(query: string, voice?: string) {
      const { book } = catalogue;
      const offers = voice === undefined ? [] : offersNamed(book, voice);
      const models = offers.length > 0 ? offers.map(({ model }) => model) : book.models;
      return formatNames(models)
        .filter((format) => format.startsWith(fold(query)))
        .slice(0, maxChoices)
        .map((format) => ({ name: ownWords(format), value: format }));
    },
  };
}

/** The kept voices that a person may use in a place by its policy: their own first, then those of others, by name. */
export async function usableVoices(
  speaker: SpokenFor,
  store: Pick<Store, 'voices' | 'serverSettings'>,
): Promise<readonly VoiceProfile[]> {
  return (await seenBy(speaker, store)).usable;
}

/** The kept voices that a person can see in a place, and what the server there has set. */
async function seenBy(
  speaker: SpokenFor,
  { voices, serverSettings }: Pick<Store, 'voices' | 'serverSettings'>,
) {
  const { userId, guildId } = speaker;
  const [{ own, shared }, server] = await Promise.all([
    visibleTo(speaker, voices),
    guildId === undefined ? undefined : serverSettings.get(guildId),
  ]);
  const others = shared.filter(({ ownerId }) => ownerId !== userId);
  const clones = server?.clones ?? 'allow';
  const usable = [...own, ...others].filter(
    (profile) => usabilityOf(profile, speaker, clones) === 'usable',
  );
  return { own, others, usable, server };
}

function keptChoices(
  kept: readonly VoiceProfile[],
  query: string,
  { userId }: SpokenFor,
): readonly Choice[] {
  const asked = fold(query);
  const targets = kept.map((profile) => ({ profile, target: fold(profile.name) }));
  const found =
    asked === ''
      ? targets
      : fuzzysort.go(asked, targets, { key: 'target', threshold: 0.2 }).map(({ obj }) => obj);
  const yours = text(($) => $.voices.labels.yours);
  const shared = text(($) => $.voices.labels.shared);
  return found.map(({ profile: { id, name, ownerId } }) => ({
    name: sideBySide(ownWords(name), ownerId === userId ? yours : shared),
    value: profileKey(id),
  }));
}
