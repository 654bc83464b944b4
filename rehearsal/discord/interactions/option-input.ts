/** Values that a person fills into a command, checked as Discord's client does it, in the shape that the bot is sent. */
import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { CommandOption } from '../command-registry.ts';
import { contentTypeOf } from '../files.ts';
import type { Json } from '../payloads.ts';
import { acceptsFile } from './file-types.ts';
import { Resolved, type ResolvedParts } from './resolved.ts';

/** A file that a person uploads. */
export interface FileInput {
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** By the name's ending, if left out. */
  readonly contentType?: string;
}

/** Text, numbers and booleans as they are; a person, channel or role by anything with their id. */
export type OptionValue = string | number | boolean | FileInput | { readonly id: string };

const MAX_STRING_LENGTH = 6_000;

export interface FilledOptions {
  readonly options: readonly Json[];
  readonly resolved: Json | undefined;
}

export interface Filling {
  /** The options of the command, or of its subcommand. */
  readonly known: readonly CommandOption[];
  /** Names of the subcommand group and the subcommand, outer first. */
  readonly path: readonly string[];
  readonly given: Readonly<Record<string, OptionValue | undefined>>;
  /** The option being typed: whatever is in it is sent as it is, and nothing is required yet. */
  readonly focused?: string;
}

/** Throws a sentence for the author of a test when no client could send this. */
export function fillOptions(
  { known, path, given, focused }: Filling,
  parts: ResolvedParts,
): FilledOptions {
  const [step, ...rest] = path;
  if (step !== undefined) {
    const branch = known.find(({ name, type }) => name === step && type <= T.SubcommandGroup);
    if (branch === undefined) throw new Error(`there is no subcommand "${step}"`);
    const inner = {
      known: branch.options ?? [],
      path: rest,
      given,
      ...(focused !== undefined && { focused }),
    };
    const { options, resolved } = fillOptions(inner, parts);
    return { options: [{ name: step, type: branch.type, options }], resolved };
  }
  if (known.some(({ type }) => type <= T.SubcommandGroup)) {
    throw new Error(`a subcommand must be named: ${known.map(({ name }) => name).join(', ')}`);
  }
  const resolved = new Resolved(parts);
  for (const name of Object.keys(given)) {
    if (!known.some((option) => option.name === name)) {
      throw new Error(
        `there is no option "${name}", only ${known.map((option) => option.name).join(', ') || 'none'}`,
      );
    }
  }
  const options = known.flatMap((option) => {
    const value = given[option.name];
    if (option.name === focused) {
      if (option.autocomplete !== true) throw new Error(`option "${focused}" has no autocomplete`);
      return [
        {
          name: option.name,
          type: option.type,
          value: typeof value === 'object' ? '' : String(value ?? ''),
          focused: true,
        },
      ];
    }
    if (value === undefined) {
      if (option.required === true && focused === undefined)
        throw new Error(`option "${option.name}" is required`);
      return [];
    }
    return [{ name: option.name, type: option.type, value: checked(option, value, resolved) }];
  });
  return { options, resolved: resolved.json };
}

function checked(
  option: CommandOption,
  value: OptionValue,
  resolved: Resolved,
): string | number | boolean {
  switch (option.type) {
    case T.String:
      return text(option, value);
    case T.Integer:
    case T.Number:
      return number(option, value);
    case T.Boolean:
      if (typeof value !== 'boolean') throw wrong(option, 'true or false', value);
      return value;
    case T.Attachment:
      return file(option, value, resolved);
    case T.User:
      return resolved.user(reference(option, value));
    case T.Role:
      return resolved.role(reference(option, value));
    case T.Channel:
      return resolved.channel(reference(option, value), option.channel_types);
    case T.Mentionable:
      return resolved.mentionable(reference(option, value));
    case T.Subcommand:
    case T.SubcommandGroup:
      throw wrong(option, 'no value', value);
  }
}

function text(option: CommandOption, value: OptionValue): string {
  if (typeof value !== 'string') throw wrong(option, 'text', value);
  // A client sends nothing for an empty field.
  const { min_length: min = 1, max_length: max = MAX_STRING_LENGTH } = option;
  if (value.length < min || value.length > max) {
    throw new Error(
      `option "${option.name}" takes ${min} to ${max} characters, not ${value.length}`,
    );
  }
  return chosen(option, value) as string;
}

function number(option: CommandOption, value: OptionValue): number {
  const whole = option.type === T.Integer;
  if (
    typeof value !== 'number' ||
    (whole ? !Number.isSafeInteger(value) : !Number.isFinite(value))
  ) {
    throw wrong(option, whole ? 'a whole number' : 'a number', value);
  }
  const { min_value: min = -Infinity, max_value: max = Infinity } = option;
  if (value < min || value > max) {
    throw new Error(`option "${option.name}" takes ${min} to ${max}, not ${value}`);
  }
  return chosen(option, value) as number;
}

/** Where there are choices a person can only pick one: by its name or its value. */
function chosen({ name, choices }: CommandOption, value: string | number): string | number {
  if (choices === undefined || choices.length === 0) return value;
  const choice =
    choices.find((each) => each.value === value) ?? choices.find((each) => each.name === value);
  if (choice !== undefined) return choice.value;
  throw new Error(
    `option "${name}" offers ${choices.map((each) => each.name).join(', ')}, not ${value}`,
  );
}

function file(option: CommandOption, value: OptionValue, resolved: Resolved): string {
  if (typeof value !== 'object' || !('bytes' in value)) throw wrong(option, 'a file', value);
  if (!acceptsFile(option.file_types, value.filename)) {
    throw new Error(
      `option "${option.name}" takes ${option.file_types?.join(', ')}, not ${value.filename}`,
    );
  }
  return resolved.file({
    ...value,
    contentType: value.contentType ?? contentTypeOf(value.filename),
  });
}

function reference(option: CommandOption, value: OptionValue): string {
  if (typeof value !== 'object' || !('id' in value))
    throw wrong(option, 'something with an id', value);
  return value.id;
}

function wrong({ name }: CommandOption, expected: string, value: OptionValue): Error {
  return new Error(`option "${name}" takes ${expected}, got ${typeof value}`);
}
