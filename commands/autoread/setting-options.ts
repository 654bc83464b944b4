import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';

import { boundsOf } from '#features/settings/setting-values.ts';
import type { Subcommand } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import type { SettingRow } from '#features/settings/settings.ts';

/** The options of a subcommand that are settings. */
export function settingOptions(subcommand: Subcommand): APIApplicationCommandBasicOption[] {
  return settings.flatMap((row) => optionsOf(row, subcommand));
}

function optionsOf(
  { key, chosen }: SettingRow,
  subcommand: Subcommand,
): APIApplicationCommandBasicOption[] {
  if (!('under' in chosen) || chosen.under !== subcommand) return [];
  const { name, description } = chosen;
  switch (chosen.by) {
    case 'yes or no':
      return [{ type: T.Boolean, name, description }];
    case 'choice': {
      const choices = Object.entries(chosen.choices).map(([value, label]) => ({
        name: label,
        value,
      }));
      return [{ type: T.String, name, description, choices }];
    }
    case 'number':
      return [{ type: T.Number, name, description, ...bounds(boundsOf(key, chosen.per)) }];
    case 'whole number':
      return [{ type: T.Integer, name, description, ...bounds(boundsOf(key, chosen.per)) }];
    case 'role':
      return [
        { type: T.Role, name, description },
        { type: T.Boolean, ...chosen.none },
      ];
    case 'text':
      return [
        {
          type: T.String,
          name,
          description,
          ...(chosen.completes && { autocomplete: true }),
          max_length: chosen.maxLength,
        },
      ];
  }
}

function bounds({ least, most }: ReturnType<typeof boundsOf>) {
  return { min_value: least, max_value: most };
}
