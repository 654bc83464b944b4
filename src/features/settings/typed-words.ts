import type { English } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

/** A word that somebody types in the place of a value. */
type TypedWord = keyof English['settings']['typed'];

/** Whether somebody typed that word, as it is in their language or in English. */
export function isTyped(word: TypedWord, typed: string, reader: Translate): boolean {
  const known = [word, reader(($) => $.settings.typed[word])];
  return known.some((each) => isSameWord(each, typed, reader));
}

/** Whether two words differ in nothing but capitals, accents, and spaces around them; the wide letters of Japan are letters. */
export function isSameWord(one: string, other: string, { locale }: Translate): boolean {
  const collator = new Intl.Collator(locale, { usage: 'search', sensitivity: 'base' });
  return collator.compare(one.trim(), other.trim()) === 0;
}

/** Splits a typed list at its commas or semicolons, those of Chinese, Japanese and Arabic among them. */
export function listIn(typed: string): readonly string[] {
  return typed
    .split(/[,;、，､；،؛]/u)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
