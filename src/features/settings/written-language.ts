import type { Choice } from '#discord/command.ts';
import { UserError } from '#errors.ts';
import { namesIn, ownName } from '#i18n/language-name.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { quoted } from '#voices/quoted.ts';

import { optionsUnder } from './setting.ts';
import type { Settings } from './setting.ts';
import { isSameWord, isTyped } from './typed-words.ts';

/** The option that it is chosen by. */
export const writtenLanguageOption = 'written-language';
const onDiscord = text(($) => $.settings.toldValues.languageOnDiscord);

/** The language of what stands in a server for all. */
export const writtenSettings = {
  writtenLanguage: {
    chosen: {
      by: 'text',
      ...optionsUnder('autoread options')(writtenLanguageOption),
      maxLength: 100,
      completes: true,
      read: languageIn,
    },
    told: (tag) => (tag === undefined ? onDiscord : calledByItself(tag)),
    shown: { as: text(($) => $.settings.shown.writtenLanguage), among: 'places' },
  },
} satisfies Settings<Pick<ServerSettings, 'writtenLanguage'>>;

/** At most `count` of the languages that there are, and the server's on Discord, whose names hold what was typed. */
export function writtenLanguagesLike(
  typed: string,
  reader: Translate,
  count: number,
): readonly Choice[] {
  const sought = typed.trim().toLowerCase();
  const offered = [
    {
      name: onDiscord,
      names: [reader(onDiscord), reader(($) => $.settings.typed.usual)],
      value: 'usual',
    },
    ...reader.languages.map((tag) => ({
      name: calledByItself(tag),
      names: namesOf(tag, reader),
      value: tag,
    })),
  ];
  return offered
    .filter(({ names }) => names.some((name) => name.toLowerCase().includes(sought)))
    .map(({ name, value }) => ({ name, value }))
    .slice(0, count);
}

/** The tag of a language that was named; undefined for that of the server on Discord. */
function languageIn(typed: string, reader: Translate): string | undefined {
  if (isTyped('usual', typed, reader)) return undefined;
  const { languages } = reader;
  const found = languages.find((tag) =>
    namesOf(tag, reader).some((name) => isSameWord(name, typed, reader)),
  );
  if (found !== undefined) return found;
  throw new UserError(
    text(($) => $.settings.wrong.writtenLanguage, {
      language: quoted(typed),
      languages: languages.map((tag) => calledByItself(tag)),
      usual: text(($) => $.settings.typed.usual),
    }),
  );
}

/** The names of a language: as it calls itself, as people call it, and its tag. */
function namesOf(tag: string, { locale }: Translate): readonly string[] {
  return [ownName(tag) ?? tag, ...namesIn(locale, tag), tag];
}

/** The name of a language in itself: "Deutsch", "Português (Brasil)". */
export function calledByItself(tag: string): Text {
  const name = ownName(tag) ?? tag;
  return ownWords(name.slice(0, 1).toLocaleUpperCase(tag) + name.slice(1));
}
