import type { LocaleString, LocalizationMap } from 'discord-api-types/v10';

import type { CommandOption, RegisteredCommand } from '#discord/command-registry.ts';

/** A command, an option or a choice: its name in English, and in other languages. */
interface Named {
  readonly name: string;
  readonly name_localizations?: LocalizationMap | null | undefined;
}

/** Where a language lacks a word, Discord shows that of another before the usual one (its page "Application Commands", "Locale fallbacks"). */
const fallbacks: Partial<Record<LocaleString, LocaleString>> = {
  'en-US': 'en-GB',
  'en-GB': 'en-US',
  'es-419': 'es-ES',
};

function inLanguage(
  usual: string,
  words: LocalizationMap | null | undefined,
  locale: LocaleString,
): string {
  const other = fallbacks[locale];
  return words?.[locale] ?? (other && words?.[other]) ?? usual;
}

/** Its name in a client in that language. */
export function shownName(
  { name, name_localizations: words }: Named,
  locale: LocaleString,
): string {
  return inLanguage(name, words, locale);
}

export function shownDescription(
  { description = '', description_localizations: words }: CommandOption,
  locale: LocaleString,
): string {
  return inLanguage(description, words, locale);
}

/** Whether somebody whose client is in that language can mean it by this: Discord takes the name in English, too. */
export function isCalled(named: Named, typed: string, locale: LocaleString): boolean {
  const wanted = typed.trim().toLowerCase();
  return [named.name, shownName(named, locale)].some((name) => name.toLowerCase() === wanted);
}

/** The commands of a bot in the words that a client in one language shows; what isn't registered is named as it is given. */
export class ShownCommands {
  readonly locale: LocaleString;
  readonly #commands: () => readonly RegisteredCommand[];

  constructor(commands: () => readonly RegisteredCommand[], locale: LocaleString) {
    this.#commands = commands;
    this.locale = locale;
  }

  /** `/stimme zeigen` for `voice show`. */
  command(path: string): string {
    const { names } = this.#follow(path);
    return `/${names.join(' ')}`;
  }

  /** `als` for the option `as` of `say`; `als:Sprachnachricht` with its choice `voice message`. */
  option(path: string, name: string, choice?: string): string {
    const option = this.#follow(path).options.find((each) => each.name === name);
    if (choice === undefined) return this.#shown(option, name);
    const chosen = option?.choices?.find(({ value }) => value === choice);
    return `${this.#shown(option, name)}:${this.#shown(chosen, choice)}`;
  }

  #follow(path: string): {
    readonly names: readonly string[];
    readonly options: readonly CommandOption[];
  } {
    const [first = '', ...rest] = path.split(' ');
    const command = this.#commands().find(({ name }) => name === first);
    const names = [this.#shown(command?.json, first)];
    let options = command?.options ?? [];
    for (const step of rest) {
      const option = options.find(({ name }) => name === step);
      names.push(this.#shown(option, step));
      options = option?.options ?? [];
    }
    return { names, options };
  }

  #shown(named: Named | undefined, otherwise: string): string {
    return named ? shownName(named, this.locale) : otherwise;
  }
}
