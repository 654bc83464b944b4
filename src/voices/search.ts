import { distance } from 'fastest-levenshtein';
import fuzzysort from 'fuzzysort';

import type { Text } from '#i18n/text.ts';
import type { SpeechLanguage } from '#speech/catalogue.ts';
import { languageText } from '#speech/language-text.ts';
import { remembered } from '#text/locale.ts';

import { labelOf } from './book.ts';
import type { VoiceBook, VoiceOffer } from './book.ts';
import { distinct, fold, languageFits, namesOf } from './language.ts';

/** One line of Discord's autocomplete. */
export interface Choice {
  readonly name: Text;
  readonly value: string;
}

/** Discord shows no more. */
export const maxChoices = 25;
/** Discord's limit on the value of a choice. */
const maxValueChars = 100;
/** The fallback's voices may have so many of these when the engine of choice has as many. */
const maxFallbackChoices = 5;
const nothing: ReadonlySet<string> = new Set();

interface Searchable<T> {
  readonly item: T;
  readonly target: string;
}

interface SearchableVoice extends Searchable<VoiceOffer> {
  /** The voice's own, folded. */
  readonly name: string;
  readonly slug: string;
}

interface VoiceFilter {
  /** As typed or chosen. */
  readonly language?: string | undefined;
  /** Keys. */
  readonly forbidden?: ReadonlySet<string>;
  /** BCP 47, of whoever types: languages are found by their names in it, too. */
  readonly locale?: string | undefined;
}

/** Searches over one book; built once for it, in the background, so that each keystroke only searches. */
export type VoiceSearch = ReturnType<typeof voiceSearch>;

export function voiceSearch(book: VoiceBook) {
  const voices = book.offers.map((offer) => ({
    item: offer,
    target: targetOf(offer),
    name: fold(offer.voice.name),
    slug: fold(offer.voice.slug),
  }));
  const languages = distinct(book.offers.map(({ language }) => language));
  const names = Array.from(new Set(book.offers.map(({ voice }) => voice.name)), (known) => ({
    known,
    folded: fold(known),
  }));
  const voiceShot = fuzzysort.snapshot(voices, { key: 'target' });
  const languageShot = remembered((locale) =>
    fuzzysort.snapshot(
      languages.map((language) => searchable(language, locale)),
      { key: 'target' },
    ),
  );
  const named = remembered((locale) =>
    languages.map((each) => ({ tag: each.tag, names: namesOf(each, locale) })),
  );
  /** The voices of languages whose names in the reader's own begin so. */
  const speaking = (asked: string, locale: string): readonly SearchableVoice[] => {
    const tags = new Set(
      named(locale).flatMap(({ tag, names }) =>
        names.some((name) => name.startsWith(asked)) ? [tag] : [],
      ),
    );
    return tags.size === 0 ? [] : voices.filter(({ item }) => tags.has(item.language.tag));
  };

  return {
    /**
     * Voices that fit the query, by their names and languages, but for those with forbidden keys: those whose names begin
     * with it first, those of the fallback last. With no query the first of each language, so that the list shows what
     * there is.
     */
    voices(query: string, { language, forbidden = nothing, locale = 'en' }: VoiceFilter = {}) {
      const asked = fold(query);
      const fit = language ? languageFits(language, locale) : undefined;
      const fits = (offer: VoiceOffer): boolean =>
        !forbidden.has(offer.key) && (!fit || fit(offer.language) !== 'none');
      const found =
        asked === ''
          ? openingOrder(book.offers.filter(fits))
          : inOrder(
              Array.from(
                new Set([
                  ...fuzzysort
                    .go(asked, voiceShot, { limit: 0, threshold: 0.2 })
                    .map((result) => result.obj),
                  ...speaking(asked, locale),
                ]),
              ).filter(({ item }) => fits(item)),
              asked,
            );
      return fallbackLast(found).map((offer) => ({ name: labelOf(offer), value: offer.key }));
    },
    /** Languages that any voice speaks; the value is a tag that `resolve` takes. */
    languages: (query: string, locale = 'en') =>
      fuzzysort
        .go(fold(query), languageShot(locale), { limit: maxChoices, threshold: 0.2 })
        .map(({ obj }) => obj.item),
    /** Voices whose names are near a name that doesn't exist, at most three labels. */
    near(name: string) {
      const asked = fold(name).slice(0, maxNameChars);
      return names
        .map(({ known, folded }) => ({ known, far: distanceOf(asked, folded) }))
        .filter(({ far }) => far <= asked.length / 3)
        .toSorted((one, other) => one.far - other.far)
        .slice(0, 3)
        .map(({ known }) => known);
    },
  };
}

/** Longer names are nothing that somebody mistyped. */
const maxNameChars = 40;

/** How many letters differ; a name that only begins as what was typed is as near as one that differs in one letter. */
function distanceOf(asked: string, name: string): number {
  if (asked.length > 2 && name.startsWith(asked)) return 1;
  return distance(asked, name.slice(0, maxNameChars));
}

/** People mean a name by what they type: its beginning, then that of one of its words, then its code, then whatever fits. */
function inOrder(found: readonly SearchableVoice[], asked: string): readonly VoiceOffer[] {
  const rankOf = ({ name, slug }: SearchableVoice): number => {
    if (name === asked) return 0;
    if (name.startsWith(asked)) return 1;
    if (name.split(' ').some((word) => word.startsWith(asked))) return 2;
    return slug.startsWith(asked) ? 3 : 4;
  };
  return found
    .map((voice) => ({ offer: voice.item, rank: rankOf(voice) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ offer }) => offer);
}

/** At most what Discord shows; the fallback's voices stand apart, behind the others, and keep some places. */
function fallbackLast(offers: readonly VoiceOffer[]): readonly VoiceOffer[] {
  const first = offers.filter(({ isFallback }) => !isFallback);
  const others = offers.filter(({ isFallback }) => isFallback);
  const places = Math.min(maxFallbackChoices, others.length);
  const shown = first.slice(0, maxChoices - places);
  return [...shown, ...others.slice(0, maxChoices - shown.length)];
}

function targetOf(offer: VoiceOffer): string {
  return [
    fold(offer.voice.name),
    ...namesOf(offer.language),
    fold(offer.model.name),
    offer.voice.gender ?? '',
    fold(offer.voice.slug),
  ].join(' ');
}

function searchable(language: SpeechLanguage, locale: string): Searchable<Choice> {
  return {
    item: { name: languageText(language), value: language.tag.slice(0, maxValueChars) },
    target: [...namesOf(language, locale), language.tag].join(' '),
  };
}

/** One voice of each language first, then the rest: the opening list shows how wide the choice is. */
function openingOrder(offers: readonly VoiceOffer[]): readonly VoiceOffer[] {
  const first = new Map<string, VoiceOffer>();
  for (const offer of offers)
    if (!first.has(offer.language.tag)) first.set(offer.language.tag, offer);
  const opening = [...first.values()].slice(0, maxChoices / 2);
  const shown = new Set(opening);
  return [...opening, ...offers.filter((offer) => !shown.has(offer))];
}
