import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { codePoints } from '#speech/code-points.ts';
import { languageText } from '#speech/language-text.ts';
import { isFastEnough } from '#speech/live.ts';
import type { SpeechRequest, Voice } from '#speech/speech.ts';

import { offersNamed } from './book.ts';
import type { VoiceBook, VoiceOffer } from './book.ts';
import { formatFor } from './formats.ts';
import { distinct, languageFits, nearestIn } from './language.ts';
import { lengthened } from './pieces.ts';
import { quoted } from './quoted.ts';
import type { VoiceSearch } from './search.ts';

/** The voice that somebody asked for, or prefers; everything that is absent is chosen for them. */
export interface VoiceChoice {
  /** An offer's key, or a voice's slug or name as typed. */
  readonly voice?: string;
  /** A tag, slug or name. */
  readonly language?: string;
  readonly speed?: number;
  readonly style?: string;
  readonly format?: string;
}

/** A text, what was asked for, and what there is to choose from. */
export interface Wish {
  readonly text: string;
  readonly asked: VoiceChoice;
  readonly book: VoiceBook;
  /** Knows names near one that doesn't exist. */
  readonly neighbours: Pick<VoiceSearch, 'near'>;
}

/** A request with every choice made, and the offer that was chosen. */
export interface Resolved {
  readonly request: SpeechRequest & { readonly voice: Extract<Voice, { mode: 'preset' }> };
  readonly offer: VoiceOffer;
}

/**
 * Decides who speaks, and how. What was asked for is done or refused with a `UserError` that says what is
 * possible; `preferences` give way where they don't fit. Text shorter than the model takes goes to a model of the
 * language that takes it when no voice was asked for, else it is lengthened without a sound.
 */
export function resolve(wish: Wish, preferences: VoiceChoice): Resolved {
  const { asked, book } = wish;
  if (book.offers.length === 0) throw new UserError(text(($) => $.voices.choosing.noneYet));
  const offer =
    asked.voice === undefined
      ? chosenFor(wish, preferences)
      : named(asked.voice, wish, preferences);
  const style = styleFor(offer, wish, preferences);
  return {
    offer,
    request: {
      text: lengthened(wish.text, offer.model.limits.minTextChars),
      model: offer.model.slug,
      language: offer.language.slug,
      voice: { mode: 'preset', id: offer.voice.slug, ...(style !== undefined && { style }) },
      speed: speedFor(offer.model, asked, preferences),
      ...formatFor(offer.model, asked.format),
    },
  };
}

/** The voice that was asked for by name, in the language that was asked for. */
function named(
  voice: string,
  { asked: { language }, book, neighbours }: Wish,
  preferences: VoiceChoice,
): VoiceOffer {
  const offers = offersNamed(book, voice);
  const [first] = offers;
  if (!first) {
    // Suggestions give a whole key, of which somebody knows the voice's own name.
    const [, name = voice] = /^([^/\s]+)\/[^/]+\/[^/\s]+$/.exec(voice) ?? [];
    throw new UserError(unknownVoice(quoted(name), neighbours.near(name)));
  }
  if (language !== undefined) {
    const everywhere = inEveryLanguage(offers, book);
    const speaking = inLanguage(everywhere, language);
    if (speaking) return speaking;
    const others = inLanguage(book.offers, language);
    const languages = languagesOf(everywhere);
    throw new UserError(
      others
        ? text(($) => $.voices.choosing.otherLanguages, {
            voice: first.voice.name,
            language: languageText(others.language),
            languages: languages.slice(0, 5),
            other: others.voice.name,
          })
        : unknownLanguage(language, book),
    );
  }
  const preferred = inLanguage(offers, preferences.language);
  const own = offers.find((offer) => isDefaultLanguage(offer));
  return preferred ?? own ?? first;
}

/** The best voice when none was asked for. */
function chosenFor(wish: Wish, preferences: VoiceChoice): VoiceOffer {
  const { text, asked, book } = wish;
  const preferred = preferredOffer(wish, preferences);
  if (preferred) return preferred;
  const known = inLanguage(book.offers, preferences.language) && preferences.language;
  const language = asked.language ?? known ?? defaultLanguage(book);
  const fit = languageFits(language);
  const speaking = book.offers.filter((offer) => fit(offer.language) !== 'none');
  const able = speaking.filter((offer) => suits(offer.model, asked));
  // Counted once, and not for each of thousands of voices.
  const chars = codePoints(text);
  // Nothing of this language suits: the first says why, in its own check of style and speed.
  const candidates = (able.length > 0 ? able : speaking).map((offer) => ({
    offer,
    rank: rank(offer, fit, chars, book),
  }));
  const [first] = candidates;
  if (!first) throw new UserError(unknownLanguage(language, book));
  return candidates.reduce((best, other) => (other.rank < best.rank ? other : best), first).offer;
}

function preferredOffer(
  { asked, book }: Wish,
  { voice, language }: VoiceChoice,
): VoiceOffer | undefined {
  if (voice === undefined) return undefined;
  const offers = offersNamed(book, voice).filter((offer) => suits(offer.model, asked));
  const speaking = inLanguage(inEveryLanguage(offers, book), asked.language ?? language);
  return speaking ?? (asked.language === undefined ? offers[0] : undefined);
}

/** A key names a voice in one language: the same voice in all that it speaks, beginning with those that were named. */
export function inEveryLanguage(
  offers: readonly VoiceOffer[],
  book: VoiceBook,
): readonly VoiceOffer[] {
  const [first] = offers;
  if (!first) return [];
  const others = book.offers.filter(
    ({ voice, model }) => voice.slug === first.voice.slug && model.slug === first.model.slug,
  );
  return [...offers, ...others];
}

function suits(model: SpeechModel, { style, speed }: VoiceChoice): boolean {
  const { minSpeed, maxSpeed } = model.limits;
  return (
    (style === undefined || model.takesStyle) &&
    (speed === undefined || (speed >= minSpeed && speed <= maxSpeed))
  );
}

/**
 * Smaller is better: a model that keeps up with a call, the engine of choice, a model that takes so short a text, the right
 * region, the model's own default voice.
 */
function rank(
  offer: VoiceOffer,
  fit: ReturnType<typeof languageFits>,
  chars: number,
  book: VoiceBook,
): number {
  const { model } = offer;
  const engine = book.models.findIndex((other) => other.engine === model.engine);
  const short = chars < model.limits.minTextChars ? 1 : 0;
  const region = fit(offer.language) === 'asked' ? 0 : 1;
  const order = book.models.indexOf(model);
  const another =
    offer.voice.slug === model.defaults.voice || offer.voice.name === model.defaults.voice ? 0 : 1;
  const slow = standsBack(model, book) ? book.models.length : 0;
  return ((((slow + engine) * 2 + short) * 2 + region) * 1_000 + order) * 2 + another;
}

/** A slow model speaks where it is chosen, and else where nobody else can: unless all of its engine are slow, which is chosen then. */
function standsBack({ engine, realTimeFactor }: SpeechModel, { models }: VoiceBook): boolean {
  if (isFastEnough(realTimeFactor)) return false;
  return models.some((other) => other.engine === engine && isFastEnough(other.realTimeFactor));
}

/** The first that speaks the language, the right region before another. */
export function inLanguage(
  offers: readonly VoiceOffer[],
  language: string | undefined,
): VoiceOffer | undefined {
  return nearestIn(language, offers, (offer) => offer.language);
}

function isDefaultLanguage({ model, language }: VoiceOffer): boolean {
  return language.slug === model.defaults.language || language.name === model.defaults.language;
}

function defaultLanguage(book: VoiceBook): string {
  const offer = book.offers.find((offer) => isDefaultLanguage(offer)) ?? book.offers[0];
  return offer?.language.tag ?? 'en';
}

function styleFor(
  offer: VoiceOffer,
  { asked, book }: Wish,
  preferences: VoiceChoice,
): string | undefined {
  if (offer.model.takesStyle) return asked.style ?? preferences.style;
  if (asked.style === undefined) return undefined;
  const able = book.offers.filter((other) => other.model.takesStyle);
  const names = [...new Set(able.map((other) => other.voice.name))].slice(0, 5);
  throw new UserError(
    names.length > 0
      ? text(($) => $.voices.choosing.noStyle, {
          voice: offer.voice.name,
          language: languageText(offer.language),
          others: names,
        })
      : text(($) => $.voices.choosing.noStyles),
  );
}

/** The speed that was asked for, or a `UserError`; a preferred one goes as far as the model does. */
export function speedFor(
  model: SpeechModel,
  choice: VoiceChoice,
  preferences: VoiceChoice,
): number {
  const { minSpeed, maxSpeed } = model.limits;
  if (choice.speed === undefined)
    return Math.min(maxSpeed, Math.max(minSpeed, preferences.speed ?? model.defaults.speed));
  if (choice.speed >= minSpeed && choice.speed <= maxSpeed) return choice.speed;
  throw new UserError(
    minSpeed === maxSpeed
      ? text(($) => $.voices.choosing.oneSpeed, { model: model.name })
      : text(($) => $.voices.choosing.speeds, {
          model: model.name,
          slowest: minSpeed,
          fastest: maxSpeed,
        }),
  );
}

/** For somebody who asked for a voice that there isn't; `near`: names that they may have meant. */
function unknownVoice(voice: string, near: readonly string[]): Text {
  if (voice === '') return text(($) => $.voices.choosing.noName);
  return near.length > 0
    ? text(($) => $.voices.choosing.unknownButNear, { voice, near })
    : text(($) => $.voices.choosing.unknown, { voice });
}

/** More languages than these are counted, and not named. */
const maxLanguages = 8;

/** For somebody who asked for a language that no voice speaks. */
export function unknownLanguage(asked: string, book: VoiceBook): Text {
  const language = quoted(asked);
  const languages = languagesOf(book.offers);
  const count = languages.length - maxLanguages;
  return count > 0
    ? text(($) => $.voices.choosing.unknownLanguageOfMany, {
        language,
        languages: languages.slice(0, maxLanguages),
        count,
      })
    : text(($) => $.voices.choosing.unknownLanguage, { language, languages });
}

/** The languages of offers, each once. */
function languagesOf(offers: readonly VoiceOffer[]): readonly Text[] {
  return distinct(offers.map(({ language }) => language)).map(languageText);
}
