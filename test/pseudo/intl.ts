import { inMarks, pseudoLocale } from './letters.ts';

/*
 * Loaded into the bot before its own files: Intl knows no pseudo-language. Numbers, dates, lists and names are written in
 * it, as in English, where they are asked for in the language of whoever reads; where the code chose another one by itself,
 * they are in that.
 */

const { DateTimeFormat, DisplayNames, ListFormat, NumberFormat, PluralRules } = Intl;
const isPseudo = (locales: unknown): boolean => [locales].flat()[0] === pseudoLocale;
const understood = (locales: Intl.LocalesArgument): Intl.LocalesArgument =>
  isPseudo(locales) ? 'en-US' : locales;

class Lists extends ListFormat {
  readonly #isPseudo: boolean;

  constructor(locales?: Intl.LocalesArgument, options?: Intl.ListFormatOptions) {
    super(understood(locales), options);
    this.#isPseudo = isPseudo(locales);
  }

  override format(list: Iterable<string>): string {
    return this.formatToParts(list)
      .map(({ value }) => value)
      .join('');
  }

  override formatToParts(list: Iterable<string>): ReturnType<Intl.ListFormat['formatToParts']> {
    const parts = super.formatToParts(list);
    if (!this.#isPseudo) return parts;
    return parts.map(({ type, value }) => ({
      type,
      value: type === 'literal' ? inMarks(value) : value,
    }));
  }
}

class Names extends DisplayNames {
  readonly #isPseudo: boolean;

  constructor(locales: Intl.LocalesArgument, options: Intl.DisplayNamesOptions) {
    super(understood(locales), options);
    this.#isPseudo = isPseudo(locales);
  }

  override of(code: string): string | undefined {
    const name = super.of(code);
    // A code without a name is given back as it is.
    return this.#isPseudo && name !== undefined && name !== code ? inMarks(name) : name;
  }
}

class Numbers extends NumberFormat {
  constructor(locales?: Intl.LocalesArgument, options?: Intl.NumberFormatOptions) {
    super(understood(locales), options);
    if (isPseudo(locales)) mark(this);
  }
}

class Dates extends DateTimeFormat {
  constructor(locales?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
    super(understood(locales), options);
    if (isPseudo(locales)) mark(this);
  }
}

class Plurals extends PluralRules {
  constructor(locales?: Intl.LocalesArgument, options?: Intl.PluralRulesOptions) {
    super(understood(locales), options);
  }
}

function mark(made: Intl.NumberFormat | Intl.DateTimeFormat): void {
  const { format }: { readonly format: (value: never) => string } = made;
  Object.defineProperty(made, 'format', { value: (value: never) => inMarks(format(value)) });
}

Object.assign(Intl, {
  DateTimeFormat: Dates,
  DisplayNames: Names,
  ListFormat: Lists,
  NumberFormat: Numbers,
  PluralRules: Plurals,
});
