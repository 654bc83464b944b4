import { inMarks, pseudoLocales, pseudoServerLocale } from './letters.ts';

/*
 * Loaded into the bot before its own files: Intl knows no pseudo-language. Numbers, dates, lists and names are written in
 * it, as in English, where they are asked for in the language of whoever reads; where the code chose another one by itself,
 * they are in that.
 */

const { DateTimeFormat, DisplayNames, ListFormat, NumberFormat, PluralRules, Locale } = Intl;
const pseudo = (locales: unknown): string | undefined =>
  pseudoLocales.find((each) => each === [locales].flat()[0]);
const understood = (locales: Intl.LocalesArgument): Intl.LocalesArgument =>
  pseudo(locales) === undefined ? locales : 'en-US';

class Lists extends ListFormat {
  readonly #pseudo: string | undefined;

  constructor(locales?: Intl.LocalesArgument, options?: Intl.ListFormatOptions) {
    super(understood(locales), options);
    this.#pseudo = pseudo(locales);
  }

  override format(list: Iterable<string>): string {
    return this.formatToParts(list)
      .map(({ value }) => value)
      .join('');
  }

  override formatToParts(list: Iterable<string>): ReturnType<Intl.ListFormat['formatToParts']> {
    const parts = super.formatToParts(list);
    const locale = this.#pseudo;
    if (locale === undefined) return parts;
    return parts.map(({ type, value }) => ({
      type,
      value: type === 'literal' ? inMarks(value, locale) : value,
    }));
  }
}

class Names extends DisplayNames {
  readonly #pseudo: string | undefined;

  constructor(locales: Intl.LocalesArgument, options: Intl.DisplayNamesOptions) {
    super(understood(locales), options);
    this.#pseudo = pseudo(locales);
  }

  override of(code: string): string | undefined {
    const name = super.of(code);
    // A code without a name is given back as it is.
    if (this.#pseudo === undefined || name === undefined || name === code) return name;
    return inMarks(name, this.#pseudo);
  }
}

class Numbers extends NumberFormat {
  constructor(locales?: Intl.LocalesArgument, options?: Intl.NumberFormatOptions) {
    super(understood(locales), options);
    mark(this, pseudo(locales));
  }
}

class Dates extends DateTimeFormat {
  constructor(locales?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
    super(understood(locales), options);
    mark(this, pseudo(locales));
  }
}

class Plurals extends PluralRules {
  constructor(locales?: Intl.LocalesArgument, options?: Intl.PluralRulesOptions) {
    super(understood(locales), options);
  }
}

/** Servers in it have no time of a country's. */
class Locales extends Locale {
  override maximize(): Intl.Locale {
    return new Locales(super.maximize());
  }

  override getTimeZones(): string[] | undefined {
    return this.language === pseudoServerLocale ? undefined : super.getTimeZones();
  }
}

function mark(made: Intl.NumberFormat | Intl.DateTimeFormat, locale: string | undefined): void {
  if (locale === undefined) return;
  const { format }: { readonly format: (value: never) => string } = made;
  const value = (given: never): string => inMarks(format(given), locale);
  Object.defineProperty(made, 'format', { value });
}

Object.assign(Intl, {
  DateTimeFormat: Dates,
  DisplayNames: Names,
  ListFormat: Lists,
  Locale: Locales,
  NumberFormat: Numbers,
  PluralRules: Plurals,
});
