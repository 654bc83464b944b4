import { intlLocale, lookUp, remembered, undetermined } from '../locale.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { nl } from './nl.ts';
import type { Counted, Phrases, Plural } from './phrase.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { th } from './th.ts';
import { tr } from './tr.ts';
import { uk } from './uk.ts';
import { wordlessIn } from './wordless.ts';
import { zh } from './zh.ts';

const byLanguage: Readonly<Record<string, Phrases>> = {
  ar,
  de,
  en,
  es,
  fr,
  hi,
  it,
  ja,
  ko,
  nl,
  pl,
  pt,
  ru,
  th,
  tr,
  uk,
  zh,
};

/** The languages that there are words in; in all others nothing is said but what others wrote. */
export const phraseLanguages: readonly string[] = Object.keys(byLanguage);

/** `language`: a BCP 47 base tag (`de` for `de-AT`). A language that isn't known may well be English. */
export function phrasesIn(language: string): Phrases {
  if (language === undetermined) return en;
  return lookUp(byLanguage, language) ?? wordlessIn(language);
}

const rules = remembered((language) => new Intl.PluralRules(intlLocale(language)));

/** The form that a count asks for, in any language that Intl knows. */
export function categoryOf(count: number, language: string): Intl.LDMLPluralRule {
  return rules(language).select(count);
}

export function plural(forms: Plural, count: number, language: string): string {
  return forms[categoryOf(count, language)] ?? forms.other;
}

/** "an image", "3 images". */
export function counted(forms: Counted, count: number, language: string): string {
  return count === 1 ? forms.single : plural(forms, count, language).replace('#', String(count));
}
