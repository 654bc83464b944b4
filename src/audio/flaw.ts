import type { Select, Text, ValuesOf } from '#i18n/text.ts';

type Flaws = Parameters<Select>[0]['clips']['flaws'];

/**
 * What is wrong with a file, for whoever gave it: a word for it, which is its key in the catalogue, and the values of that
 * text. Unlike a text it can be posted to another process.
 */
export type Flaw = {
  [Kind in keyof Flaws]: { readonly kind: Kind } & ValuesOf<Flaws[Kind]>;
}[keyof Flaws];

/** A clause that can follow a colon. */
export function flawText({ kind, ...values }: Flaw): Text {
  return { select: ($) => $.clips.flaws[kind], values };
}
