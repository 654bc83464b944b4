import type { English } from '#locales/english.d.ts';

import type { CommandNames } from './command-names.ts';

export type { English };

/** A choice of one text of the catalogue: `($) => $.calls.left`. */
export type Select<S extends string = string> = ($: English) => S;

/** Filled in by the catalogue itself, as the reader's client shows it: commands, their options and choices, permissions. */
type OfTheReader = `${keyof CommandNames | 'permissions'}.${string}`;

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
      : P extends `${string}, language${string}`
        ? string
        : string | Text;

/**
 * The values that a text takes, by the names of its placeholders: numbers, lists and dates where it formats such, and the
 * BCP 47 tag of a language where it names one.
 */
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

/** A text of the catalogue, with the values that it takes. */
export interface Told {
  readonly select: Select;
  readonly values: Readonly<Record<string, Value>>;
}

/** Words of no language, which are shown to every reader as they are. */
export interface OwnWords {
  readonly ownWords: string;
}

/** Short texts in one line, with a dot between each two, as in every language. */
export interface SideBySide {
  readonly sideBySide: readonly Text[];
}

/** A text that isn't in a language yet: whoever shows it knows who reads it. */
export type Text = Told | OwnWords | SideBySide;

/** A text of the catalogue with its values, for a reader who isn't known yet. */
export function text<const S extends string>(select: Select<Open<S>>, values: ValuesOf<S>): Told;
export function text<const S extends string>(select: Select<Bare<S>>): Told;
export function text(select: Select, values: Told['values'] = {}): Told {
  return { select, values };
}

/** A name, a mention, or what somebody wrote: never words of ours, which are in the catalogue. */
export function ownWords(words: string): OwnWords {
  return { ownWords: words };
}

/** Sentences that come one after the other, put together as a language does it. */
export function inARow(first: Text, ...others: readonly Text[]): Text {
  return others.reduce((one, other) => text(($) => $.values.sentences, { one, other }), first);
}

/** Short texts beside each other in a line: "Sky · Kokoro · female". */
export function sideBySide(...texts: readonly Text[]): SideBySide {
  return { sideBySide: texts };
}
