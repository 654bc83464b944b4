import { createInstance, keyFromSelector } from 'i18next';
import type { i18n } from 'i18next';
import { LRUCache } from 'lru-cache';

import { baseOf, languagesIn, layersOf, shippedFolder, source } from './catalogue.ts';
import type { Languages } from './catalogue.ts';
import { commandNames } from './command-names.ts';
import type { CommandNames, CommandTexts } from './command-names.ts';
import { enumerated } from './enumeration.ts';
import { formattedNumber } from './formatted-number.ts';
import { languageName } from './language-name.ts';
import type { Bare, Open, Select, Text, Told, Value, ValuesOf } from './text.ts';

/** Renders texts for one reader. */
export interface Translate {
  <const S extends string>(select: Select<Open<S>>, values: ValuesOf<S>): string;
  <const S extends string>(what: Select<Bare<S>> | Text): string;
  /** BCP 47: the language of the texts. Dates, numbers and lists in them are written as in the reader's own region. */
  readonly locale: string;
  /** All languages that there are, as BCP 47. */
  readonly languages: readonly string[];
}

/** The translator for a reader whose Discord has this locale; into English where there is none, or no such language. */
export type Translations = (locale?: string) => Translate;

/** The translator for what stands in a server for all, by the server's id. Never rejects. */
export type ServerTranslations = (guildId: string) => Promise<Translate>;

/** Discord's ids of the commands, by name. */
type CommandIds = () => ReadonlyMap<string, string>;

/** More than Discord has. */
const maxLocales = 100;

/** Every text that people read, in every language that has a folder of them. */
export class Texts {
  readonly #i18n: i18n = createInstance();
  /** The languages by the names of their folders, such as `pt-BR`. */
  readonly languages: readonly string[];

  /** `own` are texts in further languages, or others for some of ours. */
  constructor(own: Languages = {}, shipped: Languages = languagesIn(shippedFolder)) {
    this.languages = [...new Set([...Object.keys(shipped), ...Object.keys(own)])];
    void this.#i18n.init({
      initAsync: false,
      fallbackLng: source,
      // Discord escapes nothing: `<@1>` stays as it is. Names that hold placeholders stay, too, by i18next's own default.
      interpolation: { escapeValue: false },
      resources: {},
    });
    this.#i18n.services.formatter?.add('language', (tag: string, locale = source) =>
      languageName(tag, locale),
    );
    this.#i18n.services.formatter?.add('number', formattedNumber);
    this.#i18n.services.formatter?.add('list', (things: string[], locale = source, { type }) =>
      enumerated(things, locale, type as Intl.ListFormatType | undefined),
    );
    for (const language of this.languages)
      for (const texts of layersOf(language, shipped, own))
        this.#i18n.addResourceBundle(language, 'translation', texts, true, true);
  }

  /** Translators for all readers. Until the ids of commands are known these are named and not mentioned. */
  translations(ids: CommandIds = () => noIds): Translations {
    const known = new LRUCache<string, Translate>({
      max: maxLocales,
      memoMethod: (written) => this.#translateTo(this.languageOf(written), written, ids),
    });
    return (locale = source) => {
      const language = this.languageOf(locale);
      return known.memo(baseOf(locale) === baseOf(language) ? locale : language);
    };
  }

  /** The folder that a locale of Discord is read from: `es` for `es-419`. */
  languageOf(locale: string = source): string {
    return [locale, baseOf(locale)].find((tag) => this.languages.includes(tag)) ?? source;
  }

  /** One text of a language itself, as it stands in its files; undefined where that language lacks it. */
  word(language: string, path: readonly string[]): string | undefined {
    const [group, ...keys] = path;
    const found = keys.reduce<unknown>(
      (node, key) => (node as Record<string, unknown> | undefined)?.[key],
      this.#i18n.getResource(language, 'translation', group ?? ''),
    );
    return typeof found === 'string' ? found : undefined;
  }

  /** `written`: the locale whose dates, numbers and lists they are. */
  #translateTo(language: string, written: string, idsNow: CommandIds): Translate {
    const t = this.#i18n.getFixedT(language) as unknown as Plain;
    const [english, own] = [source, language].map((each) => this.#group(each, 'permissions'));
    const permissions = { ...english, ...own };
    let names: CommandNames | undefined;
    let ids = noIds;
    const translate = (what: Select | Text, values: Values = {}): string => {
      if (typeof what !== 'function') return said(what);
      if (!names || ids !== idsNow()) {
        ids = idsNow();
        names = this.#commandNames(language, ids);
      }
      const rendered = Object.entries(values).map(([name, value]) => [name, shown(value)]);
      // i18next formats by this, where it is there, and else by the language.
      return t(what, { ...names, permissions, ...Object.fromEntries(rendered), locale: written });
    };
    const shown = (value: Value): unknown => {
      if (typeof value !== 'object' || value instanceof Date) return value;
      return 'map' in value ? value.map(shown) : said(value);
    };
    const said = (text: Text): string => {
      if ('select' in text) return translate(text.select, text.values);
      return 'ownWords' in text ? text.ownWords : text.sideBySide.map(said).join(' · ');
    };
    return Object.assign(translate, { locale: language, languages: this.languages });
  }

  #commandNames(language: string, ids: ReadonlyMap<string, string>): CommandNames {
    const [english, own] = [source, language].map((each) => this.#group(each, 'commands'));
    return commandNames(english as Commands, own as Commands, ids);
  }

  #group(language: string, name: string): object {
    return (this.#i18n.getResource(language, 'translation', name) as object | undefined) ?? {};
  }
}

const noIds: ReadonlyMap<string, string> = new Map();

let english: Translate | undefined;

/** For logs and tests, whoever the reader was: in English, with plain names of commands. */
export function inEnglish(text: Text): string {
  english ??= new Texts({}, languagesIn(shippedFolder, source)).translations()(source);
  return english(text);
}

/** Tells texts from each other in no language: the same for two that say the same. */
export function identityOf(text: Text): string {
  return JSON.stringify(text, (_, value: unknown) =>
    typeof value === 'function'
      ? keyFromSelector(value as Parameters<typeof keyFromSelector>[0])
      : value,
  );
}

type Commands = Readonly<Record<string, CommandTexts>>;
type Values = Told['values'];
type Plain = (select: Select, values: object) => string;
