import type { Asker } from '#discord/asker.ts';
import type { SpeechLanguage } from '#speech/catalogue.ts';
import { languageText } from '#speech/language-text.ts';
import type { Store } from '#store/store.ts';
import type { VoiceBook } from '#voices/book.ts';
import { designedIn, undesignable } from '#voices/designers.ts';
import { fold, namesOf } from '#voices/language.ts';
import { profileRequest } from '#voices/profile-request.ts';
import { maxChoices } from '#voices/search.ts';
import type { Choice } from '#voices/search.ts';

import { wordsSpoken } from './sample.ts';
import { takeText } from './take.ts';
import type { DesignRequest } from './take.ts';

/** In which language a voice is to be heard: as asked for, else in the first of the others that can be had. */
export interface LanguageWish {
  readonly asked: string | undefined;
  readonly preferred: readonly string[];
}

/** The request to the engine for one take. Throws a `UserError` when no model designs voices, or none in the language. */
export function designRequest(
  description: string,
  { asked, preferred }: LanguageWish,
  book: VoiceBook,
): DesignRequest {
  const voice = { mode: 'design' as const, description };
  const speaking = (language: string | undefined) =>
    profileRequest(takeText('en'), voice, language === undefined ? {} : { language }, {}, book);
  const tried = asked === undefined ? [...preferred, undefined] : [asked];
  for (const language of tried) {
    const found = speaking(language);
    if (found === 'no-model') throw undesignable(found, book);
    if (found === 'language') continue;
    return { ...found, text: wordsSpoken(found, takeText, book), voice };
  }
  throw undesignable('language', book);
}

/** The languages in which voices can be designed, as suggestions for what was typed. */
export function designLanguages(
  query: string,
  book: VoiceBook,
  locale: string | undefined,
): readonly Choice[] {
  const asked = fold(query);
  const fits = (one: SpeechLanguage): boolean =>
    one.tag.startsWith(asked) || namesOf(one, locale).some((name) => name.includes(asked));
  return designedIn(book)
    .filter(fits)
    .slice(0, maxChoices)
    .map((one) => ({ name: languageText(one), value: one.tag }));
}

/** The languages that the person has set, those for this server first. */
export async function languagesOf(
  { id: userId, guildId }: Asker,
  { people, members }: Pick<Store, 'people' | 'members'>,
): Promise<readonly string[]> {
  const [member, person] = await Promise.all([
    guildId === undefined ? undefined : members.get({ guildId, userId }),
    people.get(userId),
  ]);
  return [member?.voice.language, person.voice.language].filter((one) => one !== undefined);
}
