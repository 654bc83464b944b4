import { LRUCache } from 'lru-cache';

import { baseOf } from './catalogue.ts';

/** Where Intl has no name in a language, its English one has to do. */
const otherwise = 'en';

/**
 * The name of a language by its BCP 47 tag, as people say it who read `locale`: "English (US)", "Englisch (USA)". The tag
 * itself where Intl knows no name.
 */
export function languageName(tag: string, locale: string): string {
  return namesIn(locale, tag)[0] ?? namesIn(otherwise, tag)[0] ?? tag;
}

/**
 * All names that Intl has for a language in another, the one that is shown first: none for some languages, and for
 * what is no tag or no locale.
 */
export function namesIn(locale: string, tag: string): readonly string[] {
  return names.memo(`${locale} ${tag}`);
}

/** The name of a language in itself. */
export function ownName(tag: string): string | undefined {
  try {
    return displayOf(tag, { languageDisplay: 'dialect' }).of(tag);
  } catch {
    return undefined;
  }
}

/** Each message that is read aloud asks for a name, each suggestion for another; Intl takes 60 µs for one. */
const names = new LRUCache<string, readonly string[]>({
  max: 2_000,
  memoMethod(key) {
    // A tag may be anything that a service calls its languages.
    const at = key.indexOf(' ');
    const [locale, tag] = [key.slice(0, at), key.slice(at + 1)];
    try {
      const found = displays
        .memo(locale)
        .map((each) => each.of(tag))
        .filter((name) => name !== undefined);
      // Those of Intl are understood as well: they are what other programs show.
      return baseOf(locale) === 'ja' ? [...found.map(inWideSigns), ...found] : found;
    } catch {
      return [];
    }
  },
});

/** Japanese has signs as wide as its letters, without spaces around them; Intl has "英語 (アメリカ)". */
function inWideSigns(name: string): string {
  return name.replaceAll(' (', '（').replaceAll(')', '）').replaceAll(', ', '、');
}

/** "English (US)" and "American English", for more locales than Discord has. */
const displays = new LRUCache<string, readonly Intl.DisplayNames[]>({
  max: 50,
  memoMethod: (locale) => [
    displayOf(locale, { languageDisplay: 'standard', style: 'short' }),
    displayOf(locale, { languageDisplay: 'dialect' }),
  ],
});

function displayOf(
  locale: string,
  how: Pick<Intl.DisplayNamesOptions, 'languageDisplay' | 'style'>,
): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none', ...how });
}
