import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { createInstance } from 'i18next';
import type { i18n } from 'i18next';

import { commandNames } from './command-names.ts';
import type { CommandNames, CommandTexts } from './command-names.ts';
import type { Bare, Open, Select, Text, Value, ValuesOf } from './text.ts';

/** Renders texts for one reader. */
export interface Translate {
  <const S extends string>(select: Select<Open<S>>, values: ValuesOf<S>): string;
  <const S extends string>(select: Select<Bare<S>>): string;
  (text: Text | string): string;
  /** BCP 47: the language of the texts, and of the dates, numbers and lists in them. */
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

/** The language that every other one falls back to, text by text. */
const source = 'en';

const shipped = new URL('../../locales/', import.meta.url);

/** Every text that people read, in every language that has a folder of them. */
export class Texts {
  readonly #i18n: i18n = createInstance();
  /** The languages by the names of their folders, such as `pt-BR`. */
  readonly languages: readonly string[];

  /**
   * `own` is a folder of further languages, or of other words for some of ours. Throws
   * where one can't be read, and names a file that is no JSON or a folder that is no language.
   */
  constructor(own?: string) {
    const folders = [shipped, ...(own === undefined ? [] : [pathToFileURL(`${own}/`)])];
    this.languages = [...new Set(folders.flatMap(languagesIn))];
    void this.#i18n.init({
      initAsync: false,
      fallbackLng: source,
      // Discord escapes nothing: `<@1>` stays as it is. Names that hold placeholders stay, too, by i18next's own default.
      interpolation: { escapeValue: false },
      resources: {},
    });
    for (const folder of folders)
      for (const language of languagesIn(folder))
        this.#i18n.addResourceBundle(
          language,
          'translation',
          textsIn(folder, language),
          true,
          true,
        );
  }

  /** Translators for all readers. Until the ids of commands are known these are named and not mentioned. */
  translations(ids: CommandIds = () => noIds): Translations {
    const known = new Map<string, Translate>();
    return (locale) => {
      const language = this.languageOf(locale);
      const translate = known.get(language) ?? this.#translateTo(language, ids);
      known.set(language, translate);
      return translate;
    };
  }

  /** The folder that a locale of Discord is read from: `es` for `es-419`. */
  languageOf(locale: string = source): string {
    const [base = source] = locale.split('-');
    return [locale, base].find((tag) => this.languages.includes(tag)) ?? source;
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

  #translateTo(language: string, idsNow: CommandIds): Translate {
    const t = this.#i18n.getFixedT(language) as unknown as Plain;
    let names: CommandNames | undefined;
    let ids = noIds;
    const translate = (what: Select | Text | string, values: Values = {}): string => {
      if (typeof what === 'string') return what;
      if (typeof what !== 'function') return translate(what.select, what.values);
      if (!names || ids !== idsNow()) {
        ids = idsNow();
        names = this.#commandNames(language, ids);
      }
      const rendered = Object.entries(values).map(([name, value]) => [name, shown(value)]);
      return t(what, { ...names, ...Object.fromEntries(rendered) });
    };
    const shown = (value: Value): unknown => {
      if (typeof value !== 'object' || value instanceof Date) return value;
      return 'select' in value ? translate(value) : value.map(shown);
    };
    return Object.assign(translate, { locale: language, languages: this.languages });
  }

  #commandNames(language: string, ids: ReadonlyMap<string, string>): CommandNames {
    const [english = {}, own = {}] = [source, language].map(
      (each) => this.#i18n.getResource(each, 'translation', 'commands') as Commands | undefined,
    );
    return commandNames(english, own, ids);
  }
}

const noIds: ReadonlyMap<string, string> = new Map();

let english: Translate | undefined;

/** For logs and tests, whoever the reader was: in English, with plain names of commands. */
export function inEnglish(text: Text): string {
  english ??= new Texts().translations()(source);
  return english(text);
}

type Commands = Readonly<Record<string, CommandTexts>>;
type Values = Text['values'];
type Plain = (select: Select, values: object) => string;

function languagesIn(folder: URL): readonly string[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  const wrong = names.find((name) => !isTag(name));
  if (wrong !== undefined)
    throw new Error(`the folder ${wrong} is called by no tag of a language, such as pt-BR`);
  return names;
}

function isTag(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).includes(name);
  } catch {
    return false;
  }
}

/** One object of all files of a language: each file's texts under its name. */
function textsIn(folder: URL, language: string): object {
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) =>
    name.endsWith('.json'),
  );
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -'.json'.length), jsonIn(folder, `${language}/${name}`)]),
  );
}

function jsonIn(folder: URL, path: string): unknown {
  const json = readFileSync(new URL(path, folder), 'utf8');
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Error(`${path} is no JSON: ${String(cause)}`, { cause });
  }
}
