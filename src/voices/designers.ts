import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { SpeechLanguage } from '#speech/catalogue.ts';
import { languageText } from '#speech/language-text.ts';

import type { VoiceBook } from './book.ts';
import { distinct } from './language.ts';
import type { Unspeakable } from './profile-request.ts';

/** The languages in which voices can be designed. */
export function designedIn({ models }: VoiceBook): readonly SpeechLanguage[] {
  const designers = models.filter(({ modes }) => modes.includes('design'));
  return distinct(designers.flatMap(({ languages }) => languages));
}

/** For somebody whose design nothing can speak, or nothing in the language that they asked for. */
export function undesignable(why: Unspeakable, book: VoiceBook): UserError {
  if (why === 'language') {
    const languages = designedIn(book).map(languageText);
    return new UserError(text(($) => $.ownVoices.designs.otherLanguages, { languages }));
  }
  const canClone = book.models.some(({ modes }) => modes.includes('clone'));
  return new UserError(
    canClone
      ? text(($) => $.ownVoices.designs.onlyClones)
      : text(($) => $.ownVoices.designs.noDesigner),
  );
}
