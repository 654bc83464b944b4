import { namesIn } from '#i18n/language-name.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import { anyLanguage } from './catalogue.ts';
import type { SpeechLanguage } from './catalogue.ts';

/** Languages of the built-in engine for which Intl has no name. */
const unnamed = [
  'ca-x-balear',
  'ca-x-nw',
  'hyw',
  'mto',
  'nci',
  'qya',
  'sjn',
  'vi-vn-x-central',
  'vi-vn-x-south',
] as const;

/** The name of a language of the catalogue, for whoever reads it. What neither Intl nor we know is called as its service calls it. */
export function languageText({ tag, name }: Pick<SpeechLanguage, 'tag' | 'name'>): Text {
  if (tag === anyLanguage) return text(($) => $.values.anyLanguage);
  const own = unnamed.find((each) => each === tag);
  if (own) return text(($) => $.values.languages[own]);
  return namesIn('en', tag).length > 0 ? text(($) => $.values.language, { tag }) : ownWords(name);
}
