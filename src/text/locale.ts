/** Undetermined, by ISO 639-3: nothing is said that would only be right in one language. */
export const undetermined = 'und';

/** The base of a BCP 47 tag: `en` for `en-GB`. */
export function baseOf(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? tag;
}

const locales = new Map<string, string>();
const maxLocales = 200;

/** A locale that Intl accepts, for any string: English where it doesn't know the tag. */
export function intlLocale(tag: string): string {
  let locale = locales.get(tag);
  if (locale === undefined) {
    locale = supported(tag);
    if (locales.size < maxLocales) locales.set(tag, locale);
  }
  return locale;
}

function supported(tag: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag])[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Remembers what `make` made for each key; Intl's formatters take longer to make than a message to read. */
export function remembered<Value>(make: (key: string) => Value, max = 500): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    let value = values.get(key);
    if (value === undefined) {
      value = make(key);
      if (values.size >= max) values.clear();
      values.set(key, value);
    }
    return value;
  };
}
