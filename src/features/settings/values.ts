import { z } from 'zod';

import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { VoiceBook } from '#voices/book.ts';

import type { Who } from './rights.ts';
import type { Changes, Setting } from './setting.ts';
import { inDecibels, toldAnyhow } from './told-values.ts';

/** A setting with its place in what is stored and in the log of changes, such as `reading.on`, and its values there. */
export interface Row extends Setting<unknown> {
  readonly key: string;
  /** Its name in the log of changes and in the list of settings. */
  readonly called: Text;
  readonly schema: z.ZodType;
  /** At first, or after it was taken back. */
  readonly usual: unknown;
}

/** The rows of a part of what is stored, whose schema has this shape; `called` names each. */
export function rowsOf<Name extends string>(
  named: Readonly<Record<Name, Setting<unknown>>>,
  shape: Readonly<Record<NoInfer<Name>, z.ZodType>>,
  called: (name: NoInfer<Name>) => Text,
  { part, who }: { readonly part?: string; readonly who?: Who } = {},
): readonly Row[] {
  return (Object.keys(named) as Name[]).map((name) => {
    const key = part === undefined ? name : `${part}.${name}`;
    const schema = shape[name];
    // A schema without a default takes nothing for it.
    const usual = schema.safeParse(undefined).data;
    const row = { key, called: called(name), schema, usual, ...(who && { who }) };
    return Object.assign(row, named[name]);
  });
}

/** The value that is set; undefined where none is. */
export function valueIn(settings: object, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], settings);
}

/** The settings with those changed. The store takes no value that can't be. */
export function withChanges<Stored extends object>(current: Stored, changes: Changes): Stored {
  return Object.entries(changes).reduce<object>(
    (before, [key, value]) => withValue(before, key.split('.'), value),
    current,
  ) as Stored;
}

function withValue(
  before: object,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): object {
  const { [name]: old, ...others } = before as Record<string, unknown>;
  if (rest.length > 0) return { ...others, [name]: withValue(old as object, rest, value) };
  return value === undefined ? others : { ...others, [name]: value };
}

/** A value in words, voices by their names; undefined where that is nothing. */
export function told(row: Row, value: unknown, book: VoiceBook): Text | undefined {
  return row.told ? row.told(value, book) : usuallyTold(row, value, book);
}

/** A value in words that was stored once, also when this version wouldn't store it; undefined where that is nothing. */
export function toldOfOld(row: Row, value: unknown, book: VoiceBook): Text | undefined {
  if (value === undefined) return told(row, row.usual, book);
  const parsed = row.schema.safeParse(value);
  return parsed.success ? told(row, parsed.data, book) : toldAnyhow(value, book);
}

function usuallyTold({ chosen }: Row, value: unknown, book: VoiceBook): Text | undefined {
  if (typeof value === 'boolean')
    return value ? text(($) => $.settings.toldValues.on) : text(($) => $.settings.toldValues.off);
  if (chosen.by === 'choice') return chosen.choices[String(value)] ?? toldAnyhow(value, book);
  if (typeof value === 'number' && (chosen.by === 'number' || chosen.by === 'whole number')) {
    const number = value / (chosen.per ?? 1);
    if (chosen.unit === 'dB') return inDecibels(number);
    if (chosen.unit === 's') return text(($) => $.values.seconds, { seconds: number });
    if (chosen.unit === 'min') return text(($) => $.values.minutes, { minutes: number });
    return text(($) => $.values.number, { number });
  }
  return toldAnyhow(value, book);
}

/** The numbers between which a setting lies, in units of so much. */
export function boundsOf(
  { key, schema }: Row,
  per = 1,
): { readonly least: number; readonly most: number } {
  const { minimum, maximum } = z.toJSONSchema(schema, { io: 'input' });
  if (minimum === undefined || maximum === undefined)
    throw new Error(`${key} is offered as a number, and has no bounds`);
  return { least: minimum / per, most: maximum / per };
}
