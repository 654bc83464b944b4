import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { nl } from './nl.ts';
import type { Counted, Phrases, Plural } from './phrase.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const byLanguage: Readonly<Record<string, Phrases>> = {
  de,
  en,
  es,
  fr,
  it,
  ja,
  ko,
  nl,
  pl,
  pt,
  ru,
  zh,
};

/** The languages that have words of their own; all others are helped out with English. */
export const phraseLanguages: readonly string[] = Object.keys(byLanguage);

/** `language`: a BCP 47 base tag (`de` for `de-AT`). */
export function phrasesIn(language: string): Phrases {
  return (Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined) ?? en;
}

const rules = new Map<string, Intl.PluralRules>();

function rulesFor(language: string): Intl.PluralRules {
  let found = rules.get(language);
  if (!found) {
    // Not every language that a message can be in has phrases: then the phrases, and so their plurals, are English.
    const tag = Object.hasOwn(byLanguage, language) ? language : 'en';
    found = new Intl.PluralRules(tag);
    rules.set(language, found);
  }
  return found;
}

/** The form that a count asks for. */
export function plural(forms: Plural, count: number, language: string): string {
  return forms[rulesFor(language).select(count)] ?? forms.other;
}

/** "an image", "3 images". */
export function counted(forms: Counted, count: number, language: string): string {
  return count === 1 ? forms.single : plural(forms, count, language).replace('#', String(count));
}
