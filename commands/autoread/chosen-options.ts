import type { Options } from '#discord/options.ts';
import type { SettingChanges } from '#features/autoread/setting.ts';
import { settings } from '#features/autoread/settings.ts';
import type { SettingRow } from '#features/autoread/settings.ts';

/** What was set by `/autoread options` and `/autoread words`; what was left out stays as it is. */
export function chosenOptions(options: Options): SettingChanges {
  return Object.fromEntries(
    settings.flatMap(({ key, chosen }) => {
      const change = changeIn(options, chosen);
      return change ? [[key, change.to]] : [];
    }),
  );
}

/** Discord sends only values of the choices, and within the bounds, that were registered. */
function changeIn(
  options: Options,
  chosen: SettingRow['chosen'],
): { readonly to: unknown } | undefined {
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
    case 'switch':
    case 'elsewhere':
      return undefined;
  }
}

function given(value: boolean | number | string | undefined): { readonly to: unknown } | undefined {
  return value === undefined ? undefined : { to: value };
}
