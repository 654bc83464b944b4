import { LRUCache } from 'lru-cache';

/** Undetermined, by ISO 639-3: nothing is said that would only be right in one language. */
export const undetermined = 'und';

/** The base of a BCP 47 tag: `en` for `en-GB`. */
export function baseOf(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? tag;
}

/** The locale that stands in for one that Intl doesn't know. */
const otherwise = 'en';

/** The locale as Intl has it; undefined for any string that it doesn't know. */
const knownLocale = remembered((tag: string): string | undefined => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag])[0];
  } catch {
    return undefined;
  }
}, 200);

/** Whether Intl has no words of the language; of one that isn't known, it has English ones. */
export function hasNoWords(tag: string): boolean {
  return knownLocale(tag) === undefined && baseOf(tag) !== undetermined;
}

/** A locale that Intl accepts, for any string: English where it doesn't know the tag. */
export function intlLocale(tag: string): string {
  return knownLocale(tag) ?? otherwise;
}

/** Looks any string up in a table: names that all objects have, such as `constructor`, are in none. */
export function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Remembers what `make` made for each key; Intl's formatters take longer to make than a message to read. */
export function remembered<Value>(make: (key: string) => Value, max = 500): (key: string) => Value {
  // Undefined is a value, too, and one that the cache would not keep.
  const values = new LRUCache<string, { readonly value: Value }>({
    max,
    memoMethod: (key) => ({ value: make(key) }),
  });
  return (key) => values.memo(key).value;
}

const currencyFormat = remembered((key) => {
  const [locale, currency = ''] = key.split(' ');
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    trailingZeroDisplay: 'stripIfInteger',
  });
});

/** The name of a currency, by its ISO 4217 code, in the form that an amount asks for. */
export function currencyName(locale: string, currency: string, amount: number): string | undefined {
  const parts = currencyFormat(`${locale} ${currency}`).formatToParts(amount);
  return parts.find(({ type }) => type === 'currency')?.value;
}
