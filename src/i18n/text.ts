import type { English } from '#locales/english.d.ts';

export type { English };

/** A choice of one text of the catalogue: `($) => $.calls.left`. */
export type Select<S extends string = string> = ($: English) => S;

/** Filled in by the catalogue itself, as the reader's client shows it: a command as a mention, or by its name alone. */
type OfTheReader = `commands.${string}` | `names.${string}`;

type Placeholder<S extends string> = S extends `${string}{{${infer Inside}}}${infer Rest}`
  ? Inside | Placeholder<Rest>
  : never;

/** The placeholders that whoever shows a text fills in. */
type Taken<S extends string> = Exclude<Placeholder<S>, OfTheReader>;

type NameOf<P> = P extends `${infer Name},${string}` ? Name : P;

type ValueOf<P> = P extends `${string}, number${string}`
  ? number
  : P extends `${string}, datetime${string}`
    ? Date
    : P extends `${string}, list${string}`
      ? readonly (string | Text)[]
      : string | Text;

/** The values that a text takes, by the names of its placeholders: numbers, lists and dates where it formats such. */
export type ValuesOf<S extends string> = {
  readonly [P in Taken<S> as NameOf<P> & string]: ValueOf<P>;
};

/** A text that takes values. */
export type Open<S extends string> = [Taken<S>] extends [never] ? never : S;

/** A text that takes no values. */
export type Bare<S extends string> = [Taken<S>] extends [never] ? S : never;

/** One text of a group by its key, with its values beside it: unlike a `Text` it can be posted to another process. */
export type Keyed<Group extends Readonly<Record<string, string>>> = {
  [Kind in keyof Group]: { readonly kind: Kind } & ValuesOf<Group[Kind]>;
}[keyof Group];

export type Value = string | number | Date | Text | readonly (string | Text)[];

/** A text that isn't in a language yet: whoever shows it knows who reads it. */
export interface Text {
  readonly select: Select;
  readonly values: Readonly<Record<string, Value>>;
}

/** A text of the catalogue with its values, for a reader who isn't known yet. */
export function text<const S extends string>(select: Select<Open<S>>, values: ValuesOf<S>): Text;
export function text<const S extends string>(select: Select<Bare<S>>): Text;
export function text(select: Select, values: Text['values'] = {}): Text {
  return { select, values };
}
