import { never } from '#features/wording/translation-target.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

import { languageCalled } from './told-values.ts';
import { languageTag } from './typed-settings.ts';
import { isTyped } from './typed-words.ts';

/** The language that somebody typed for what they write, `never` for none at all; undefined for that of the channel. */
export function translationIn(typed: string, reader: Translate): string | undefined {
  if (isTyped('usual', typed, reader)) return undefined;
  return isTyped('none', typed, reader) ? never : languageTag(typed, reader);
}

/** The language that somebody typed for a channel; undefined where nothing is to be translated there. */
export function channelTranslationIn(typed: string, reader: Translate): string | undefined {
  return isTyped('none', typed, reader) ? undefined : languageTag(typed, reader);
}

export function translationTold(tag: string | undefined): Text {
  if (tag === undefined) return text(($) => $.settings.toldValues.asChannel);
  return tag === never ? text(($) => $.settings.toldValues.notTranslated) : languageCalled(tag);
}
