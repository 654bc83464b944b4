import { LRUCache } from 'lru-cache';

type Write = (things: readonly string[]) => string;

/**
 * Things of a list as the language writes them. `unit` sets them beside each other with nothing but its comma, so that
 * “and 3 more” can follow: Intl's own has an “and” in some languages, and spaces in Japanese.
 */
export function enumerated(
  things: readonly string[],
  locale: string,
  type: Intl.ListFormatType = 'conjunction',
): string {
  return writers.memo(`${locale} ${type}`)(things);
}

/** Intl's formatters take longer to make than a list to write. */
const writers = new LRUCache<string, Write>({
  max: 100,
  memoMethod(key): Write {
    const [locale, type] = key.split(' ');
    if (type === 'unit') {
      const [, comma] = new Intl.ListFormat(locale).formatToParts(['1', '2', '3']);
      return (things) => things.join(comma?.value);
    }
    const format = new Intl.ListFormat(locale, { type: type as Intl.ListFormatType });
    return (things) => format.format(things);
  },
});
