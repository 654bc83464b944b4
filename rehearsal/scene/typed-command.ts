import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type { LocaleString } from 'discord-api-types/v10';

import type { CommandOption, RegisteredCommand } from '#discord/command-registry.ts';
import type { FileInput, OptionValue } from '#discord/interactions/option-input.ts';

import { isCalled, shownName } from './client-words.ts';
import type { NamedKind, Names } from './names.ts';

/** A line such as `/say hello as:voice message`, as Discord's client would fill it in. */
export interface TypedCommand {
  /** In English, as all names that the bot is sent. */
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Options that the command can't do without, and that were not typed. */
  readonly missing: readonly CommandOption[];
}

/** Finds what a person means by what they typed. */
export interface Meanings {
  /** The file of that path or name. */
  readonly file: (typed: string) => Promise<FileInput>;
  readonly names: Pick<Names, 'find' | 'marked'>;
  /** The typing client's: its words for commands, options and choices are taken as well as their names in English. */
  readonly locale: LocaleString;
}

/**
 * Reads a typed command: what comes before the first `option:` is the first option that must be given; a value goes on
 * until the next `option:`. Rejects with a sentence that says what can be typed.
 */
export async function readTyped(
  line: string,
  commands: readonly RegisteredCommand[],
  meanings: Meanings,
): Promise<TypedCommand> {
  const { locale } = meanings;
  const [, first = '', ...words] = /^\/?(\S+)(?:\s+([\s\S]*))?$/.exec(line.trim()) ?? [];
  const command = commands.find(({ json }) => isCalled(json, first, locale));
  if (!command)
    throw new Error(
      `There is no /${first}. There are: ${commands.map(({ json }) => `/${shownName(json, locale)}`).join(', ')}.`,
    );
  const { path, known, rest } = descend(command.options, words[0] ?? '', locale);
  const options = await valuesOf(rest, known, meanings);
  const missing = known.filter(({ name, required }) => required && !Object.hasOwn(options, name));
  return { name: [command.name, ...path].join(' '), options, missing };
}

/** Follows the names of subcommands. */
function descend(
  options: readonly CommandOption[],
  text: string,
  locale: LocaleString,
): {
  readonly path: readonly string[];
  readonly known: readonly CommandOption[];
  readonly rest: string;
} {
  const branches = options.filter(({ type }) => type <= T.SubcommandGroup);
  if (branches.length === 0) return { path: [], known: options, rest: text };
  const [, word = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const branch = branches.find((each) => isCalled(each, word, locale));
  if (!branch)
    throw new Error(`It goes on with one of: ${shownNames(branches, locale).join(', ')}.`);
  const inner = descend(branch.options ?? [], after, locale);
  return { ...inner, path: [branch.name, ...inner.path] };
}

async function valuesOf(
  text: string,
  known: readonly CommandOption[],
  meanings: Meanings,
): Promise<Record<string, OptionValue>> {
  const { locale } = meanings;
  const names = shownNames(known, locale);
  const pattern = [...known.map(({ name }) => name), ...names]
    .map((each) => RegExp.escape(each))
    .join('|');
  const parts =
    names.length === 0 ? [text] : text.split(new RegExp(`(?:^|\\s+)(${pattern}):`, 'iu'));
  const [before = '', ...pairs] = parts;
  const values: Record<string, OptionValue> = {};
  const main = known.find(({ required }) => required);
  if (before.trim() !== '') {
    if (!main)
      throw new Error(
        names.length === 0
          ? 'This command takes nothing more.'
          : `Name what that is: ${names.join(':, ')}:.`,
      );
    values[main.name] = await valueOf(before.trim(), main, meanings);
  }
  for (let at = 0; at < pairs.length; at += 2) {
    const option = known.find((each) => isCalled(each, pairs[at] ?? '', locale));
    if (option) values[option.name] = await valueOf((pairs[at + 1] ?? '').trim(), option, meanings);
  }
  return values;
}

function shownNames(options: readonly CommandOption[], locale: LocaleString): readonly string[] {
  return options.map((option) => shownName(option, locale));
}

const kindOf: Partial<Record<T, NamedKind>> = {
  [T.User]: 'people',
  [T.Channel]: 'channels',
  [T.Role]: 'roles',
};

/** One option's value. Rejects with a sentence that says what can be typed. */
export async function valueOf(
  text: string,
  option: CommandOption,
  { file, names, locale }: Meanings,
): Promise<OptionValue> {
  const { type, choices } = option;
  if (choices?.length) return choiceOf(text, option, locale);
  switch (type) {
    case T.Boolean:
      return /^(true|yes|on|1)$/i.test(text);
    case T.Integer:
    case T.Number:
      return numberOf(text, shownName(option, locale));
    case T.Attachment:
      return file(text);
    case T.User:
    case T.Channel:
    case T.Role:
      return names.find(kindOf[type] ?? 'people', text);
    case T.Mentionable:
      return names.find(text.startsWith('@&') ? 'roles' : 'people', text);
    default:
      return names.marked(text);
  }
}

function numberOf(text: string, name: string): number {
  if (text === '' || Number.isNaN(Number(text)))
    throw new Error(`${name} is a number, and "${text}" is none.`);
  return Number(text);
}

function choiceOf(text: string, option: CommandOption, locale: LocaleString): string | number {
  const { choices = [] } = option;
  const chosen =
    choices.find((each) => isCalled(each, text, locale)) ??
    choices.find(({ value }) => String(value) === text);
  if (chosen) return chosen.value;
  throw new Error(
    `${shownName(option, locale)} is one of: ${choices.map((each) => shownName(each, locale)).join(', ')}.`,
  );
}
