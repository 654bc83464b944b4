import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { Written } from '#text/language.ts';
import { reads } from '#text/language/scripts.ts';
import type { Script } from '#text/language/scripts.ts';
import { baseOf } from '#text/locale.ts';

import type { VoiceBook } from './book.ts';
import { languageFits } from './language.ts';
import type { VoiceLayers } from './layers.ts';

/** Whether a voice that speaks that language, a slug of the model's, knows the letters of the script. */
export function knowsLetters(
  { model, language }: { readonly model: string; readonly language: string },
  script: Script | undefined,
  { models }: Pick<VoiceBook, 'models'>,
): boolean {
  if (!script) return true;
  const spoken = models
    .find(({ slug }) => slug === model)
    ?.languages.find(({ slug }) => slug === language);
  return reads(spoken?.tag ?? language, script);
}

/**
 * The settings, without the languages that are written otherwise than the text: nothing is spoken in them, whoever
 * chose them. The text's own is then the one that it was found to be in, or the likeliest of those that a voice speaks.
 */
export function inLettersOf(
  { language: found, script }: Written,
  layers: VoiceLayers,
  book: VoiceBook,
): VoiceLayers {
  if (!script) return layers;
  const fitting = <Settings extends { readonly language?: string }>(
    settings: Settings,
  ): Settings => {
    const { language, ...others } = settings;
    const isFit = language === undefined || isWritten(language, script, book.models);
    return isFit ? settings : (others as Settings);
  };
  const { asked, member, person, channel, server } = layers;
  return {
    ...layers,
    asked: fitting(asked),
    written: {
      language: found !== undefined && reads(found, script) ? found : likeliest(script, book),
      script,
    },
    ...(member && { member: fitting(member) }),
    ...(person && { person: fitting(person) }),
    ...(channel && { channel: fitting(channel) }),
    ...(server && { server: { ...server, voice: fitting(server.voice) } }),
  };
}

/** A language that no voice speaks is not left out: the person who asked for it is told. */
function isWritten(language: string, script: Script, models: readonly SpeechModel[]): boolean {
  const fit = languageFits(language);
  const named = models
    .flatMap(({ languages }) => languages)
    .filter((each) => fit(each) === 'asked');
  return named.length === 0 || named.some(({ tag }) => reads(tag, script));
}

function likeliest({ languages }: Script, { offers }: VoiceBook): string | undefined {
  return languages.find((base) => offers.some(({ language }) => baseOf(language.tag) === base));
}

/** For whoever waits for a text that no voice can read. */
export function unreadable({ code }: Script): Text {
  const letters = text(($) => $.voices.letters[code]);
  return text(($) => $.voices.choosing.letters, { letters });
}
