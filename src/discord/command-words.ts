import {
  ApplicationCommandOptionType as T,
  ApplicationCommandType,
  Locale,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandOption,
  LocalizationMap,
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';

import { baseOf } from '#i18n/catalogue.ts';

/** The words of commands, by paths such as `commands`, `say`, `options`, `voice`, `description`. */
export interface CommandWords {
  /** The language that a locale of Discord is read in. */
  languageOf(locale: string): string;
  /** The word of a language itself; undefined where it has none of its own. */
  word(language: string, path: readonly string[]): string | undefined;
}

type Words = 'description' | `${string}_localizations`;

/** A part of a command's body without the words that Discord shows: those are in `locales/<tag>/commands.json`. */
type Unworded<Body> = Body extends readonly (infer Each)[]
  ? readonly Unworded<Each>[]
  : Body extends object
    ? {
        readonly [K in keyof Body as K extends Words ? never : K]: K extends 'choices'
          ? Choices<Body[K]>
          : Unworded<Body[K]>;
      }
    : Body;

type Choices<Offered> = Offered extends readonly (infer Each)[]
  ? readonly ValueOnly<Each>[]
  : Offered;
type ValueOnly<Each> = Each extends { value: infer Value } ? { readonly value: Value } : never;

/** A slash command as it is declared: its name, its options and their limits. */
export type CommandData = Unworded<RESTPostAPIChatInputApplicationCommandsJSONBody>;
/** A command in the menu of a message or a person. */
export type MenuCommandData = Unworded<RESTPostAPIContextMenuApplicationCommandsJSONBody>;
export type OptionData = Unworded<APIApplicationCommandOption>;
export type SubcommandData = Unworded<APIApplicationCommandSubcommandOption>;
export type BasicOptionData = Unworded<APIApplicationCommandBasicOption>;

const source = 'en';
const locales = Object.values(Locale);

/**
 * The body that registers a slash command, with its words in English and in every other language that has some. By its
 * name in English the command is known, whatever the catalogue calls it. Throws where English lacks a word.
 */
export function worded(
  data: CommandData,
  words: CommandWords,
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const at = ['commands', data.name];
  return describedAt(data, at, wordsWithLocales(words)) as ReturnType<typeof worded>;
}

/** The same of a command in a menu, which has a name and no description. */
function wordedMenu(
  data: MenuCommandData,
  words: CommandWords,
): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  const at = ['commands', data.name];
  const named = { ...data, ...localized('name', at, wordsWithLocales(words)) };
  return named as ReturnType<typeof wordedMenu>;
}

/** The bodies of commands of any kind. */
export function wordedAll(
  commands: readonly { readonly data: CommandData | MenuCommandData }[],
  words: CommandWords,
): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  return commands.map(({ data }) =>
    isOfMenu(data) ? wordedMenu(data, words) : worded(data, words),
  );
}

function isOfMenu(data: CommandData | MenuCommandData): data is MenuCommandData {
  return data.type === ApplicationCommandType.Message || data.type === ApplicationCommandType.User;
}

interface WordsWithLocales extends Pick<CommandWords, 'word'> {
  /** The locales that are read in another language than English, with that. */
  readonly foreign: readonly (readonly [Locale, string])[];
}

function wordsWithLocales(words: CommandWords): WordsWithLocales {
  const all = locales.map((locale) => [locale, words.languageOf(locale)] as const);
  return {
    word: (language, path) => words.word(language, path),
    foreign: all.filter(([, language]) => language !== source),
  };
}

/** A command, a subcommand or an option. */
interface Node {
  readonly name: string;
  readonly type?: number | undefined;
  readonly options?: readonly Node[] | undefined;
  readonly choices?: readonly { readonly value: string | number }[];
}

function describedAt(node: Node, path: readonly string[], words: WordsWithLocales): object {
  const { options, choices } = node;
  return {
    ...node,
    ...localized('name', path, words),
    description: wordAt([...path, 'description'], words),
    ...localized('description', path, words),
    ...(choices && { choices: choices.map(({ value }) => choiceOf(value, path, words)) }),
    ...(options && {
      options: options.map((option) =>
        describedAt(option, [...path, kindOf(option), option.name], words),
      ),
    }),
  };
}

function kindOf({ type }: Node): 'subcommands' | 'options' {
  return type === T.Subcommand || type === T.SubcommandGroup ? 'subcommands' : 'options';
}

function choiceOf(
  value: string | number,
  path: readonly string[],
  words: WordsWithLocales,
): object {
  const at = [...path, 'choices', String(value)];
  return { name: wordAt(at, words), ...localizations('name', at, words), value };
}

function wordAt(path: readonly string[], words: WordsWithLocales): string {
  const word = words.word(source, path);
  if (word === undefined) throw new Error(`locales/${source} has no ${path.join(' › ')}`);
  return word;
}

function localized(what: 'name' | 'description', path: readonly string[], words: WordsWithLocales) {
  return localizations(what, [...path, what], words);
}

function localizations(
  what: 'name' | 'description',
  path: readonly string[],
  words: WordsWithLocales,
): object {
  const map: LocalizationMap = {};
  const usual = words.word(source, path);
  for (const [locale, language] of words.foreign) {
    const word = words.word(language, path);
    if (word !== undefined && (baseOf(language) !== source || word !== usual)) map[locale] = word;
  }
  // Readers of one English see the other one where that has words and theirs has none.
  const { [Locale.EnglishGB]: british, [Locale.EnglishUS]: american } = map;
  if (british !== undefined || american !== undefined) {
    map[Locale.EnglishGB] = british ?? usual ?? null;
    map[Locale.EnglishUS] = american ?? usual ?? null;
  }
  return Object.keys(map).length > 0 ? { [`${what}_localizations`]: map } : {};
}
