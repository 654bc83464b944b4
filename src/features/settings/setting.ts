import { text } from '#i18n/text.ts';
import type { English, Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { VoiceProfile } from '#store/voices.ts';
import type { VoiceBook } from '#voices/book.ts';

import type { Who } from './rights.ts';

/** New values by their keys; undefined takes back what was set, and what is absent stays as it is. */
export type Changes = Readonly<Record<string, unknown>>;

/** Chosen in the menu of the panel, where it is called as everywhere. */
type Switch = { readonly by: 'switch'; readonly about: Text };

/** Chosen by other commands, menus and buttons, which are named as people are told of them. */
type Elsewhere = { readonly by: 'elsewhere'; readonly ways: readonly string[] };

/** The subcommands whose options settings are, and `/me`, which has none. */
export type Subcommand =
  | `autoread ${'call' | 'me' | 'options' | 'words'}`
  | `call ${'me' | 'settings'}`
  | 'me'
  | `volume ${'me' | 'person' | 'server'}`
  | `voice ${'force' | 'lend' | 'server' | 'set' | 'set-for'}`;

interface Option {
  readonly under: readonly Subcommand[];
  readonly name: string;
}

type YesNo = Option & { readonly by: 'yes or no'; readonly required?: boolean };

/** A channel in which nobody speaks. */
type TextChannel = Option & { readonly by: 'text channel' };

interface Choice<Value extends string> extends Option {
  readonly by: 'choice';
  /** The words that people read for each value, in this order. */
  readonly choices: Readonly<Record<Value, Text>>;
}

/** Its bounds are those of what may be stored. */
interface Amount extends Option {
  readonly by: 'number' | 'whole number';
  readonly unit?: 's' | 'min' | 'dB';
  /** How much of what is stored one unit is; absent where it is the same. */
  readonly per?: number;
}

interface Role extends Option {
  readonly by: 'role';
  /** The option that takes the role back, since none can be chosen. */
  readonly none: string;
}

interface Typed<Value> extends Option {
  readonly by: 'text';
  readonly maxLength: number;
  /** Completed while somebody types. */
  readonly completes?: boolean;
  /** The value of what this reader typed; undefined takes the setting back. Throws a `UserError` for what can't be set. */
  read(typed: string, reader: Translate): Value | undefined;
}

/** A voice with how it speaks: an option for each of `voiceSettings`. */
interface Voice {
  readonly by: 'voice';
  readonly under: readonly Subcommand[];
}

type AnyWay =
  | Switch
  | YesNo
  | Choice<string>
  | Amount
  | Role
  | TextChannel
  | Typed<unknown>
  | Voice;

/** The ways to choose a value of this type. */
type WayOf<Value> = unknown extends Value
  ? AnyWay
  : [Value] extends [boolean]
    ? Switch | YesNo
    : [Value] extends [number | undefined]
      ? Amount
      : [Value] extends [string]
        ? Choice<Value> | Typed<Value>
        : Role | TextChannel | Typed<Value> | Voice;

/** The lines of `/autoread show`: one for each setting that is set, or one for all, manner and limits. */
export type ShownPlace = 'places' | 'people' | 'manner' | 'limits';

/** The book and the kept voices, which tell the names of voices by their keys. */
export interface KnownVoices {
  readonly book: VoiceBook;
  /** Those that the person who looks may see. */
  readonly kept: readonly VoiceProfile[];
}

/** The names of channels and people on Discord, as far as it has told. */
interface CalledThere {
  channel(id: string): string | undefined;
  user(id: string): string | undefined;
}

/** The facts by which the panel of a server's voices is shown. */
export interface PanelFacts {
  readonly known: KnownVoices;
  /** Menus show no mentions. */
  readonly called: CalledThere;
  /** Why the admins can't be told where they chose to be. */
  readonly obstacle: Text | undefined;
  /** Says texts in the language of whoever looks. */
  readonly t: Translate;
  /** The key of a voice, as short as the value of an option needs it. */
  readonly referenceOf: (key: string) => string;
}

/**
 * A line of that panel, and the option of its menu that takes back what it says; `which` of several that are set. Both are
 * put into words when they are shown: there may be thousands, of which a panel holds a few.
 */
export interface PanelLine {
  readonly line: () => string;
  readonly label: () => string;
  readonly which?: string;
}

/** Everything that people see of a setting, but for what it is called: see `rowsOf`. What is stored of it, and its default, is in the store's schema. */
export interface Setting<Value> {
  readonly chosen: Elsewhere | WayOf<Value>;
  /** Says what it does, where neither its option nor its switch says so alone. */
  readonly meaning?: Text;
  /** Those who may change it, beside the person whose it is. */
  readonly who?: Who;
  /** Its value in words, for panels and the log; undefined where nothing is set. Absent where the way it is chosen has them. */
  told?(value: Value, book: VoiceBook): Text | undefined;
  /** Where `/autoread show` shows it, and as what if that is not what it is called. */
  readonly shown?: { readonly as?: Text; readonly among: ShownPlace };
  /** Its lines in the panel of a server's voices, and its note below all, whatever is set. */
  lines?(value: Value, facts: PanelFacts): readonly PanelLine[];
  note?(value: Value): Text;
  /** Stands for it in the menu of that panel: those that are on people's screens have it. */
  readonly id?: string;
  /** Its words in a line that tells of a voice, where those aren't what it is called, and its value. */
  inLine?(value: Exclude<Value, undefined>, known: KnownVoices): Text;
  /** How the list of what is held about somebody tells of it: by which command, and as what. */
  readonly held?: { readonly by: keyof English['settings']['held']['by']; readonly as: Text };
}

/** A row for each setting of a part of what is stored: tsc names the one that is missing. */
export type Settings<Stored> = { readonly [Key in keyof Stored]-?: Setting<Stored[Key]> };

/** A setting that is switched on and off in the panel's menu. */
export function switched(name: keyof English['settings']['about']): { readonly chosen: Switch } {
  return { chosen: { by: 'switch', about: text(($) => $.settings.about[name]) } };
}

/** The way of a setting that is chosen by commands, menus and buttons of its own; by none where people can't change it. */
export function elsewhere(...ways: readonly string[]): Elsewhere {
  return { by: 'elsewhere', ways };
}

/** Options of these subcommands, by their name in each. */
export function optionsUnder(...under: readonly Subcommand[]): (name: string) => Option {
  return (name) => ({ under, name });
}
