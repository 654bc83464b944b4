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
  try {
    return displaysIn(locale)
      .map((names) => names.of(tag))
      .filter((name) => name !== undefined);
  } catch {
    return [];
  }
}

/** The name of a language in itself. */
export function ownName(tag: string): string | undefined {
  try {
    return displayOf(tag, { languageDisplay: 'dialect' }).of(tag);
  } catch {
    return undefined;
  }
}

const known = new Map<string, readonly Intl.DisplayNames[]>();
/** More than Discord has locales. */
const maxKnown = 50;

/** "English (US)" and "American English" */
function displaysIn(locale: string): readonly Intl.DisplayNames[] {
  const displays = known.get(locale) ?? [
    displayOf(locale, { languageDisplay: 'standard', style: 'short' }),
    displayOf(locale, { languageDisplay: 'dialect' }),
  ];
  if (known.size >= maxKnown) known.clear();
  known.set(locale, displays);
  return displays;
}

function displayOf(
  locale: string,
  how: Pick<Intl.DisplayNamesOptions, 'languageDisplay' | 'style'>,
): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none', ...how });
}
