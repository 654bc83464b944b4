import { offersNamed, partsOfLabel } from './book.ts';
import type { VoiceBook, VoiceOffer } from './book.ts';
import { knownTag, namesOf } from './language.ts';
import type { VoiceChoice } from './resolve.ts';

/**
 * A choice with what somebody typed in their own language as the catalogue has it: the language that they named as its
 * tag, the label of a suggestion as the key of its offer. Anything else stays as it is. `locale`: BCP 47, theirs.
 */
export function asTyped<Choice extends VoiceChoice>(
  choice: Choice,
  locale: string | undefined,
  book: VoiceBook,
): Choice {
  const { voice, language } = choice;
  return {
    ...choice,
    ...(voice !== undefined && { voice: keyAsTyped(voice, locale, book) }),
    ...(language !== undefined && { language: tagAsTyped(language, locale, book) }),
  };
}

/** Labels are the same in many languages but for the voice's own. */
function keyAsTyped(typed: string, locale: string | undefined, book: VoiceBook): string {
  const [, ...parts] = partsOfLabel(typed);
  if (parts.length === 0 || book.byName.has(typed)) return typed;
  const isNamed = ({ language }: VoiceOffer): boolean =>
    namesOf(language, locale).some((name) => parts.includes(name));
  const offers = offersNamed(book, typed);
  return (offers.find(isNamed) ?? offers[0])?.key ?? typed;
}

/** The tag of a language that somebody named; what is none stays as they typed it. */
export function tagAsTyped(
  typed: string,
  locale: string | undefined,
  { models }: Pick<VoiceBook, 'models'>,
): string {
  const languages = models.flatMap((model) => model.languages);
  return knownTag(typed, languages, locale) ?? typed;
}
