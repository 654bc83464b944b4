import type { ServerSettings } from '#store/server-settings.ts';

type Group = 'reading' | 'words' | 'moderation';
type KeyIn = { [Name in Group]: `${Name}.${keyof ServerSettings[Name] & string}` };

/** One thing that a server sets, by its path in what is stored and in the log of changes: `reading.on`. */
export type SettingKey = Exclude<keyof ServerSettings, Group> | KeyIn[Group];

export type ValueOf<Key extends SettingKey> = Key extends keyof ServerSettings
  ? ServerSettings[Key]
  : Key extends `${infer Name extends Group}.${infer Rest}`
    ? Rest extends keyof ServerSettings[Name]
      ? ServerSettings[Name][Rest]
      : never
    : never;

/** New values; undefined takes back what was set, and what is absent stays as it is. */
export type SettingChanges = { readonly [Key in SettingKey]?: unknown };

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
export type Subcommand = 'autoread options' | 'autoread words' | 'voice server';

interface Option {
  readonly under: Subcommand;
  readonly name: string;
  readonly description: string;
}

interface YesNo extends Option {
  readonly by: 'yes or no';
}

interface Choice<Value extends string> extends Option {
  readonly by: 'choice';
  /** The words that people read for each value, in this order. */
  readonly choices: Readonly<Record<Value, string>>;
}

/** Its bounds are those of what may be stored. */
interface Amount extends Option {
  readonly by: 'number' | 'whole number';
  readonly unit: string;
  /** How much of what is stored one unit is; absent where it is the same. */
  readonly per?: number;
}

interface Role extends Option {
  readonly by: 'role';
  /** The option that takes the role back, since none can be chosen. */
  readonly none: { readonly name: string; readonly description: string };
}

interface Text<Value> extends Option {
  readonly by: 'text';
  readonly maxLength: number;
  /** Completed while somebody types. */
  readonly completes?: boolean;
  /** The value of what was typed; undefined takes the setting back. Throws a `UserError` for what can't be set. */
  read(typed: string): Value | undefined;
}

/** The lines of the panel: one for each setting that is set, or one for all, manner and limits. */
export type ShownPlace = 'places' | 'people' | 'manner' | 'limits';

type OptionOf<Value> = [Value] extends [boolean]
  ? Switch | YesNo
  : [Value] extends [number]
    ? Amount
    : [Value] extends [string]
      ? Choice<Value> | Text<Value>
      : Role | Text<Value>;

/** Everything that people see of a setting. What is stored of it, and its default, is in the store's schema. */
export interface Setting<Value> {
  /** The name of it in the log of changes and in the list of settings. */
  readonly called: string;
  readonly chosen: Elsewhere | OptionOf<Value>;
  /** Its value in words, for the panel and the log; nothing where nothing is set. Absent where the way it is chosen has them. */
  told?(value: Value): string;
  /** Where the panel shows it, and as what. */
  readonly shown?: { readonly as: string; readonly among: ShownPlace };
}

/** A row for each setting of a part of what a server sets: tsc names the one that is missing. */
export type SettingsIn<Name extends Group> = {
  readonly [Key in KeyIn[Name]]: Setting<ValueOf<Key>>;
};

/** A setting among others, whatever its value is. */
export interface AnySetting {
  readonly called: string;
  readonly chosen: Elsewhere | Switch | YesNo | Choice<string> | Amount | Role | Text<unknown>;
  told?(value: unknown): string;
  readonly shown?: NonNullable<Setting<unknown>['shown']>;
}

/** A setting that is switched on and off in the panel's menu. */
export function switched(label: string, about: string): Setting<boolean> {
  return { called: label, chosen: { by: 'switch', about } };
}

/** The way of a setting that is chosen by commands, menus and buttons of its own; by none where people can't change it. */
export function elsewhere(...ways: readonly string[]): Elsewhere {
  return { by: 'elsewhere', ways };
}

/** Choices that people read as they are stored. */
export function same<const Value extends string>(
  ...values: readonly Value[]
): Readonly<Record<Value, Value>> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
}
