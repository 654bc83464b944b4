import type { Options } from '#discord/options.ts';
import type { SettingChanges } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import type { SettingRow } from '#features/settings/settings.ts';

/** The settings that were chosen by options of a command; what was left out stays as it is. */
export function chosenOptions(options: Options, command: 'autoread' | 'voice'): SettingChanges {
  return Object.fromEntries(
    settings.flatMap(({ key, chosen }) => {
      if (!('under' in chosen) || !chosen.under.startsWith(`${command} `)) return [];
      const change = changeIn(options, chosen);
      return change ? [[key, change.to]] : [];
    }),
  );
}

type ChosenByOption = Extract<SettingRow['chosen'], { readonly under: string }>;

/** Discord sends only values of the choices, and within the bounds, that were registered. */
function changeIn(options: Options, chosen: ChosenByOption): { readonly to: unknown } | undefined {
  switch (chosen.by) {
    case 'yes or no':
      return given(options.boolean(chosen.name));
    case 'choice':
      return given(options.string(chosen.name));
    case 'whole number':
      return given(options.integer(chosen.name));
    case 'number': {
      const units = options.number(chosen.name);
      return given(units === undefined ? undefined : Math.round(units * (chosen.per ?? 1)));
    }
    case 'role': {
      const role = options.role(chosen.name);
      if (role) return { to: role.id };
      return options.boolean(chosen.none.name) === true ? { to: undefined } : undefined;
    }
    case 'text': {
      const typed = options.string(chosen.name);
      return typed === undefined ? undefined : { to: chosen.read(typed) };
    }
  }
}

function given(value: boolean | number | string | undefined): { readonly to: unknown } | undefined {
  return value === undefined ? undefined : { to: value };
}
