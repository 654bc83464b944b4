import fuzzysort from 'fuzzysort';

import { labelOf, shorten } from './book.ts';
import type { VoiceBook, VoiceOffer } from './book.ts';
import { distinct, fold, languageFits, namesOf } from './language.ts';

/** One line of Discord's autocomplete. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Discord shows no more. */
const maxChoices = 25;
const nothing: ReadonlySet<string> = new Set();

interface Searchable<T> {
  readonly item: T;
  readonly target: string;
}

/** Searches over one book; built once for it, in the background, so that each keystroke only searches. */
export interface VoiceSearch {
  /**
   * Voices that fit the query, best first, but for those with forbidden keys; with no query the first of each language,
   * so that the list shows what there is.
   */
  voices(query: string, language?: string, forbidden?: ReadonlySet<string>): readonly Choice[];
  /** Languages that any voice speaks; the value is a tag that `resolve` takes. */
  languages(query: string): readonly Choice[];
  /** Voices whose names are near a name that doesn't exist, at most three labels. */
  near(name: string): readonly string[];
}

export function voiceSearch(book: VoiceBook): VoiceSearch {
  const voices = book.offers.map((offer) => ({ item: offer, target: targetOf(offer) }));
  const languages = languagesOf(book);
  const voiceShot = fuzzysort.snapshot(voices, { key: 'target' });
  const languageShot = fuzzysort.snapshot(languages, { key: 'target' });

  return {
    voices(query, language, forbidden = nothing) {
      const asked = fold(query);
      const fit = language ? languageFits(language) : undefined;
      const fits = (offer: VoiceOffer): boolean =>
        !forbidden.has(offer.key) && (!fit || fit(offer.language) !== 'none');
      const limit = fit || forbidden.size > 0 ? 0 : maxChoices;
      const found =
        asked === ''
          ? openingOrder(book.offers.filter(fits))
          : fuzzysort
              .go(asked, voiceShot, { limit, threshold: 0.2 })
              .map((result) => result.obj.item)
              .filter(fits);
      return found
        .slice(0, maxChoices)
        .map((offer) => ({ name: labelOf(offer), value: offer.key }));
    },
    languages(query) {
      const asked = fold(query);
      const found =
        asked === ''
          ? languages
          : fuzzysort
              .go(asked, languageShot, { limit: maxChoices, threshold: 0.2 })
              .map((result) => result.obj);
      return found.slice(0, maxChoices).map(({ item }) => item);
    },
    near(name) {
      const found = fuzzysort.go(fold(name).slice(0, 40), voiceShot, { limit: 12, threshold: 0.1 });
      return [...new Set(found.map((result) => result.obj.item.voice.name))].slice(0, 3);
    },
  };
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

function languagesOf(book: VoiceBook): readonly Searchable<Choice>[] {
  return distinct(book.offers.map(({ language }) => language)).map((language) => ({
    item: { name: shorten(language.name), value: shorten(language.tag) },
    target: [...namesOf(language), language.tag].join(' '),
  }));
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
