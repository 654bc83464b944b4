import { z } from 'zod';

import { serverSettings } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import type { SettingChanges, SettingKey } from './setting.ts';
import type { SettingRow } from './settings.ts';
import { toldAnyhow } from './told-values.ts';

/** The value that is set; undefined where none is. */
export function valueIn(settings: ServerSettings, key: SettingKey): unknown {
  return key
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], settings);
}

/** The settings with those changed. The store takes no value that can't be. */
export function withChanges(current: ServerSettings, changes: SettingChanges): ServerSettings {
  const changed = Object.entries(changes).reduce<Record<string, unknown>>(
    (before, [key, value]) => withValue(before, key.split('.'), value),
    { ...current },
  );
  return changed as ServerSettings;
}

function withValue(
  before: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  if (rest.length > 0)
    return {
      ...before,
      [name]: withValue((before[name] ?? {}) as Record<string, unknown>, rest, value),
    };
  const { [name]: _, ...others } = before;
  return value === undefined ? others : { ...before, [name]: value };
}

/** A value in words; empty where that is nothing. */
export function told(row: SettingRow, value: unknown): string {
  return row.told ? row.told(value) : usuallyTold(row, value);
}

/** A value in words that was stored once; undefined when this version wouldn't store it. */
export function toldOfOld(row: SettingRow, value: unknown): string | undefined {
  const parsed = serverSettings.safeParse(withValue({}, row.key.split('.'), value));
  return parsed.success ? told(row, valueIn(parsed.data, row.key)) : undefined;
}

function usuallyTold({ chosen }: SettingRow, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (chosen.by === 'choice') return chosen.choices[String(value)] ?? toldAnyhow(value);
  if (typeof value === 'number' && (chosen.by === 'number' || chosen.by === 'whole number'))
    return `${value / (chosen.per ?? 1)} ${chosen.unit}`;
  return toldAnyhow(value);
}

const schema = z.toJSONSchema(serverSettings, { io: 'input' });

/** The numbers between which a setting lies, in units of so much. */
export function boundsOf(
  key: SettingKey,
  per = 1,
): { readonly least: number; readonly most: number } {
  const { minimum, maximum } = key
    .split('.')
    .reduce<z.core.JSONSchema.BaseSchema>((part, name) => partOf(part, name), schema);
  if (minimum === undefined || maximum === undefined)
    throw new Error(`${key} is offered as a number, and has no bounds`);
  return { least: minimum / per, most: maximum / per };
}

function partOf(
  { properties }: z.core.JSONSchema.BaseSchema,
  name: string,
): z.core.JSONSchema.BaseSchema {
  const part = properties?.[name];
  return typeof part === 'object' ? part : {};
}
