import type { Languages } from '#i18n/catalogue.ts';
import { Texts } from '#i18n/texts.ts';
import type { Translations } from '#i18n/texts.ts';

/** The shipped catalogue with texts of a test's own, in further languages too. */
export function ownTexts(
  languages: Languages,
  ids?: Parameters<Texts['translations']>[0],
): Translations {
  return new Texts(languages).translations(ids);
}
