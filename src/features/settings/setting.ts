import type { VoiceSettings } from '#store/person-settings.ts';

import type { Who } from './rights.ts';

/** New values by their keys; undefined takes back what was set, and what is absent stays as it is. */
export type Changes = Readonly<Record<string, unknown>>;

/** Chosen in the menu of the panel, where it is called as everywhere. */
interface Switch {
  readonly by: 'switch';
  readonly about: string;
}

/** Chosen by other commands, menus and buttons, which are named as people are told of them. */
interface Elsewhere {
  readonly by: 'elsewhere';
  readonly ways: readonly string[];
}

/** The subcommands whose options settings are. */
export type Subcommand =
  | `autoread ${'call' | 'me' | 'options' | 'words'}`
  | `voice ${'force' | 'lend' | 'server' | 'set' | 'set-for'}`;

interface Option {
  readonly under: readonly Subcommand[];
  readonly name: string;
  readonly description: string;
}

interface YesNo extends Option {
  readonly by: 'yes or no';
  readonly required?: boolean;
}

interface Choice<Value extends string> extends Option {
  readonly by: 'choice';
  /** The words that people read for each value, in this order. */
  readonly choices: Readonly<Record<Value, string>>;
}

/** Its bounds are those of what may be stored. */
interface Amount extends Option {
  readonly by: 'number' | 'whole number';
  readonly unit?: string;
  /** How much of what is stored one unit is; absent where it is the same. */
  readonly per?: number;
}

interface Role extends Option {
  readonly by: 'role';
  /** The option that takes the role back, since none can be chosen. */
  readonly none: { readonly name: string; readonly description: string };
}

/** One in which nobody speaks. */
interface TextChannel extends Option {
  readonly by: 'text channel';
}

interface Text<Value> extends Option {
  readonly by: 'text';
  readonly maxLength: number;
  /** Completed while somebody types. */
  readonly completes?: boolean;
  /** The value of what was typed; undefined takes the setting back. Throws a `UserError` for what can't be set. */
  read(typed: string): Value | undefined;
}

/** A voice with how it speaks: an option for each of `voiceSettings`. */
interface Voice {
  readonly by: 'voice';
  readonly under: readonly Subcommand[];
  /** Other descriptions of options than they have for one's own voice. */
  readonly described?: { readonly [Part in keyof VoiceSettings]?: string };
}

/** The lines of `/autoread show`: one for each setting that is set, or one for all, manner and limits. */
export type ShownPlace = 'places' | 'people' | 'manner' | 'limits';

type WayOf<Value> = [Value] extends [boolean]
  ? Switch | YesNo
  : [Value] extends [number | undefined]
    ? Amount
    : [Value] extends [string]
      ? Choice<Value> | Text<Value>
      : Role | TextChannel | Text<Value> | Voice;

/** Everything that people see of a setting. What is stored of it, and its default, is in the store's schema. */
export interface Setting<Value> {
  /** The name of it in the log of changes and in the list of settings. */
  readonly called: string;
  readonly chosen: Elsewhere | WayOf<Value>;
  /** Those who may change it, beside the person whose it is. */
  readonly who?: Who;
  /** Its value in words, for the panel and the log; nothing where nothing is set. Absent where the way it is chosen has them. */
  told?(value: Value): string;
  /** Where `/autoread show` shows it, and as what. */
  readonly shown?: { readonly as: string; readonly among: ShownPlace };
}

/** A row for each setting of a part of what is stored: tsc names the one that is missing. */
export type Settings<Stored> = { readonly [Key in keyof Stored]-?: Setting<Stored[Key]> };

/** A setting among others, whatever its value is. */
export interface AnySetting extends Omit<Setting<unknown>, 'chosen'> {
  readonly chosen:
    | Elsewhere
    | Switch
    | YesNo
    | Choice<string>
    | Amount
    | Role
    | TextChannel
    | Text<unknown>
    | Voice;
}

/** A setting that is switched on and off in the panel's menu. */
export function switched(label: string, about: string): Setting<boolean> {
  return { called: label, chosen: { by: 'switch', about } };
}

/** The way of a setting that is chosen by commands, menus and buttons of its own; by none where people can't change it. */
export function elsewhere(...ways: readonly string[]): Elsewhere {
  return { by: 'elsewhere', ways };
}

/** Options of these subcommands, by what they are called in each. */
export function optionsUnder(
  ...under: readonly Subcommand[]
): (name: string, description: string) => Option {
  return (name, description) => ({ under, name, description });
}

/** Choices that people read as they are stored. */
export function same<const Value extends string>(
  ...values: readonly Value[]
): Readonly<Record<Value, Value>> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
}
