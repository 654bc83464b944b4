import { languageCalled } from '#features/settings/told-values.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { anyLanguage } from '#speech/catalogue.ts';
import { languageText } from '#speech/language-text.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { baseOf } from '#text/locale.ts';
import type { VoiceBook, VoiceOffer } from '#voices/book.ts';
import { usualText } from '#voices/chooser.ts';
import { distinct } from '#voices/language.ts';
import { profileKey } from '#voices/profile-key.ts';
import { profileRequest } from '#voices/profile-request.ts';

import { maxTagLength } from './browse-state.ts';
import type { BrowseState } from './browse-state.ts';

/** One voice as the panel lists it. */
export interface Listed {
  readonly key: string;
  /** The keys of the same voice in all the languages that are shown. */
  readonly keys: readonly string[];
  readonly name: string;
  /** "English (US), English (UK) and 3 more" */
  readonly languages: string;
  /** "Kokoro · female", "your clone" */
  readonly kind: string;
  /** The voice's id, when it is somebody else's. */
  readonly othersId?: string;
}

export type BrowsePage = ReturnType<typeof browsePage>;

export interface Browsable {
  readonly book: VoiceBook;
  /** Usable by the viewer, their own first. */
  readonly kept: readonly VoiceProfile[];
  readonly viewerId: string;
  readonly forbidden: ReadonlySet<string>;
  /** Into the viewer's language. */
  readonly t: Translate;
}

const voicesPerPage = 5;
const maxNamedLanguages = 2;

/** The voices of one page, and what there is to filter by. A page behind the last is the last. */
export function browsePage(state: BrowseState, browsable: Browsable) {
  const { book, kept, forbidden, t } = browsable;
  const isAllowed = ({ key }: { readonly key: string }): boolean => !forbidden.has(key);
  const offers = book.offers.filter((offer) => isAllowed(offer));
  const fitting = kept.filter(
    (profile) => isAllowed({ key: profileKey(profile.id) }) && fits(profile, state, browsable),
  );
  const all = [...fitting, ...presets(offers, state)];
  const pages = Math.max(1, Math.ceil(all.length / voicesPerPage));
  const page = Math.min(state.page, pages - 1);
  return {
    state: { ...state, page },
    // Only what is shown is put into words: there are hundreds of voices, and five on a page.
    voices: all
      .slice(page * voicesPerPage, (page + 1) * voicesPerPage)
      .map((voice) =>
        'offers' in voice ? listedPreset(voice, t) : listedProfile(voice, browsable),
      ),
    count: all.length,
    pages,
    sources: [
      ...new Set(offers.map(({ model }) => model.engine)),
      ...new Set(kept.map((profile) => sourceOf(profile, browsable))),
    ],
    /** Name and tag of languages that can be chosen. */
    languages: languagesOf(offers, state),
  };
}

/** A kept voice fits no wish for what nobody knows of it: a clone has no gender but its owner's, which is theirs to say. */
function fits(
  profile: VoiceProfile,
  { source, language, gender }: BrowseState,
  browsable: Browsable,
): boolean {
  const { book } = browsable;
  const { sound } = profile;
  if (source !== undefined && source !== sourceOf(profile, browsable)) return false;
  if (sound.mode === 'preset') {
    const offers = book.byName.get(sound.voice) ?? [];
    return (
      (gender === undefined || offers.some(({ voice }) => voice.gender === gender)) &&
      (language === undefined || offers.some(({ language: { tag } }) => speaks(tag, language)))
    );
  }
  if (gender !== undefined) return false;
  if (language === undefined) return true;
  const spoken = profileRequest(usualText, sound, { language }, {}, book);
  return typeof spoken !== 'string';
}

function sourceOf({ ownerId }: VoiceProfile, { viewerId }: Browsable): 'own' | 'shared' {
  return ownerId === viewerId ? 'own' : 'shared';
}

/** A language without a region is that of all its regions. */
function speaks(tag: string, language: string): boolean {
  return tag === language || tag === anyLanguage || baseOf(tag) === language;
}

/** A preset voice, with what it offers in each of its languages that fit. */
interface Preset {
  readonly offers: readonly [VoiceOffer, ...VoiceOffer[]];
}

/** A voice that speaks many languages is listed once. */
function presets(
  offers: readonly VoiceOffer[],
  { source, language, gender }: BrowseState,
): readonly Preset[] {
  const fitting = offers.filter(
    ({ model, voice, language: { tag } }) =>
      (source === undefined || source === model.engine) &&
      (gender === undefined || gender === voice.gender) &&
      (language === undefined || speaks(tag, language)),
  );
  const byVoice = Map.groupBy(fitting, ({ voice, model }) => `${voice.slug}/${model.slug}`);
  return [...byVoice.values()].flatMap(([first, ...others]) =>
    first ? [{ offers: [first, ...others] }] : [],
  );
}

function listedPreset({ offers }: Preset, t: Translate): Listed {
  const [{ key, voice, model }] = offers;
  const { name, gender } = voice;
  const named = offers.map(({ language }) => languageText(language));
  const count = named.length - maxNamedLanguages;
  const languages = named.slice(0, maxNamedLanguages);
  return {
    key,
    keys: offers.map((offer) => offer.key),
    name,
    languages:
      count > 0
        ? t(($) => $.voicePanels.browse.moreLanguages, { languages, count })
        : t(($) => $.voicePanels.browse.languages, { languages }),
    kind:
      gender === undefined
        ? model.name
        : t(($) => $.voicePanels.browse.preset[gender], { model: model.name }),
  };
}

function listedProfile(
  { id, name, ownerId, sound: { mode } }: VoiceProfile,
  { viewerId, t }: Browsable,
): Listed {
  return {
    key: profileKey(id),
    keys: [profileKey(id)],
    name,
    languages: t(($) => $.voicePanels.browse.kept),
    kind:
      ownerId === viewerId
        ? t(($) => $.voicePanels.browse.own[mode])
        : t(($) => $.voicePanels.browse.shared[mode]),
    ...(ownerId !== viewerId && { othersId: id }),
  };
}

/** The languages to filter by; the chosen one is among them also when voices speak only regions of it. */
function languagesOf(
  offers: readonly VoiceOffer[],
  { language: chosen }: BrowseState,
): readonly { readonly name: Text; readonly tag: string }[] {
  const languages = distinct(offers.map(({ language }) => language));
  const byTag = new Map(
    languages
      .filter(({ tag }) => tag.length <= maxTagLength)
      .map((language) => [language.tag, languageText(language)]),
  );
  if (chosen !== undefined && !byTag.has(chosen)) byTag.set(chosen, languageCalled(chosen));
  return [...byTag].map(([tag, name]) => ({ tag, name }));
}
