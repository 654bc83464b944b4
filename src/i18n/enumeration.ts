/**
 * Things of a list as the language writes them. `unit` sets them beside each other with nothing but its comma, so that
 * “and 3 more” can follow: Intl's own has an “and” in some languages, and spaces in Japanese.
 */
export function enumerated(
  things: readonly string[],
  locale: string,
  type?: Intl.ListFormatType,
): string {
  if (type !== 'unit') return new Intl.ListFormat(locale, { type }).format(things);
  const [, comma] = new Intl.ListFormat(locale).formatToParts(['1', '2', '3']);
  return things.join(comma?.value);
}
