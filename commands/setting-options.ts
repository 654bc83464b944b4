import { ApplicationCommandOptionType as T, ChannelType } from 'discord-api-types/v10';

import type { BasicOptionData } from '#discord/command-words.ts';
import type { Options } from '#discord/options.ts';
import type { Changes, Subcommand } from '#features/settings/setting.ts';
import { boundsOf } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { voiceSettings } from '#features/settings/voice-settings.ts';
import type { Translate } from '#i18n/texts.ts';

/** The options of a subcommand that are settings. */
export function settingOptions(
  subcommand: Subcommand,
  rows: readonly Row[],
): readonly BasicOptionData[] {
  return offered(subcommand, rows).flatMap((row) => optionsOf(row, subcommand));
}

/** The settings that this reader chose by options of a subcommand; what was left out stays as it is. */
export function chosenSettings(
  subcommand: Subcommand,
  rows: readonly Row[],
  options: Options,
  reader: Translate,
): Changes {
  return Object.fromEntries(
    offered(subcommand, rows).flatMap(({ key, chosen }) => {
      const change = changeIn(options, chosen, subcommand, reader);
      return change ? [[key, change.to]] : [];
    }),
  );
}

type Way = Extract<Row['chosen'], { readonly under: unknown }>;
type Offered = Row & { readonly chosen: Way };

function offered(subcommand: Subcommand, rows: readonly Row[]): readonly Offered[] {
  return rows.filter(
    (row): row is Offered => 'under' in row.chosen && row.chosen.under.includes(subcommand),
  );
}

function optionsOf(row: Offered, subcommand: Subcommand): readonly BasicOptionData[] {
  const { chosen } = row;
  if (chosen.by === 'voice') return settingOptions(subcommand, voiceSettings);
  const { name } = chosen;
  switch (chosen.by) {
    case 'yes or no':
      return [{ type: T.Boolean, name, required: chosen.required ?? false }];
    case 'choice': {
      const choices = Object.keys(chosen.choices).map((value) => ({ value }));
      return [{ type: T.String, name, choices }];
    }
    case 'number':
      return [{ type: T.Number, name, ...bounds(row, chosen.per) }];
    case 'whole number':
      return [{ type: T.Integer, name, ...bounds(row, chosen.per) }];
    case 'role':
      return [
        { type: T.Role, name },
        { type: T.Boolean, name: chosen.none },
      ];
    case 'text channel':
      return [{ type: T.Channel, name, channel_types: [ChannelType.GuildText] }];
    case 'text':
      return [
        {
          type: T.String,
          name,
          ...(chosen.completes && { autocomplete: true }),
          max_length: chosen.maxLength,
        },
      ];
  }
}

function bounds(row: Row, per?: number) {
  const { least, most } = boundsOf(row, per);
  return { min_value: least, max_value: most };
}

/** Discord sends only values of the choices, and within the bounds, that were registered. */
function changeIn(
  options: Options,
  chosen: Way,
  subcommand: Subcommand,
  reader: Translate,
): { readonly to: unknown } | undefined {
  switch (chosen.by) {
    case 'voice': {
      const parts = chosenSettings(subcommand, voiceSettings, options, reader);
      return given(Object.keys(parts).length > 0 ? parts : undefined);
    }
    case 'yes or no':
      return given(options.boolean(chosen.name));
    case 'choice':
      return given(options.string(chosen.name));
    case 'whole number':
      return given(options.integer(chosen.name));
    case 'number': {
      const { per } = chosen;
      return given(options.number(chosen.name), (units) => (per ? Math.round(units * per) : units));
    }
    case 'role':
      return (
        given(options.role(chosen.name), ({ id }) => id) ??
        given(options.boolean(chosen.none) || undefined, () => undefined)
      );
    case 'text channel':
      return given(options.channel(chosen.name), ({ id }) => id);
    case 'text':
      return given(options.string(chosen.name), (typed) => chosen.read(typed, reader));
  }
}

/** The value for an option; undefined where that was left out. */
function given<Value>(
  option: Value | undefined,
  valueOf: (option: Value) => unknown = (value) => value,
): { readonly to: unknown } | undefined {
  return option === undefined ? undefined : { to: valueOf(option) };
}
