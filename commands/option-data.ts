import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { BasicOptionData, SubcommandData } from '#discord/command-words.ts';

interface Bounds {
  readonly required?: boolean;
  readonly min_length?: number;
  readonly autocomplete?: boolean;
}

export function subcommand(name: string, options: readonly BasicOptionData[] = []): SubcommandData {
  return { type: T.Subcommand, name, options };
}

/** A text of so many characters at most. */
export function written(name: string, max_length: number, bounds: Bounds = {}): BasicOptionData {
  return { type: T.String, name, max_length, ...bounds };
}

/** A text for which suggestions are made. */
export function completed(name: string, max_length = 100, required = false): BasicOptionData {
  return written(name, max_length, { autocomplete: true, required });
}

export function oneOf(name: string, values: readonly string[], required = false): BasicOptionData {
  return { type: T.String, name, choices: values.map((value) => ({ value })), required };
}

export function flag(name: string): BasicOptionData {
  return { type: T.Boolean, name };
}

export function attached(name: string, required = false): BasicOptionData {
  return { type: T.Attachment, name, required };
}

export function somebody(required = false): BasicOptionData {
  return { type: T.User, name: 'person', required };
}
