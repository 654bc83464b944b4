import type { AttachmentKind } from '../message.ts';

/** A word in the forms that a number in front of it asks for, by the categories of Unicode CLDR. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** As `Plural`, with `#` where the number stands; `single` is said of one without a number. */
export type Counted = Plural & { readonly single: string };

/** Coins whose sign is used for several currencies: Intl would call every dollar a US dollar. */
export type Coin = 'dollar' | 'euro' | 'pound' | 'yen' | 'rouble';

/** Signs that are read as a word: between numbers, except for `and`, `at`, and what stands before one number. */
export type Sign =
  | 'and'
  | 'at'
  | 'plus'
  | 'equals'
  | 'number'
  | 'minus'
  | 'times'
  | 'dividedBy'
  | 'less'
  | 'greater'
  | 'plusMinus'
  | 'about'
  | 'section';

/** Pages of a Discord server that a message can link to as `<id:…>`. */
export type Guide = 'browse' | 'customize' | 'guide' | 'linked-roles';

/** All that is said though nobody wrote it, in one language. No sentence ends with a full stop: what follows decides. */
export interface Phrases {
  /** Somebody, or something, that isn't known by name. */
  readonly someone: string;
  readonly role: string;
  readonly channel: string;
  readonly everyone: string;
  readonly here: string;
  readonly command: (name: string) => string;
  readonly guides: Readonly<Record<Guide, string>>;
  readonly link: string;
  readonly gif: string;
  readonly invite: string;
  readonly email: string;
  readonly phone: string;
  readonly messageIn: (channel: string) => string;
  readonly spoiler: string;
  readonly code: string;
  readonly quote: string;
  readonly andSoOn: string;
  readonly longNumber: string;
  readonly censored: string;
  readonly said: (name: string) => string;
  readonly replying: (other: string) => string;
  readonly saidReplying: (name: string, other: string) => string;
  readonly sent: (name: string, things: string) => string;
  readonly used: (name: string, command: string) => string;
  readonly forwarded: string;
  readonly poll: (question: string, answers: string) => string;
  readonly pollOver: (question: string) => string;
  readonly pollWon: (answer: string, votes: string) => string;
  readonly pollUndecided: string;
  readonly votes: Counted;
  readonly sticker: (name: string) => string;
  readonly attachments: Readonly<Record<AttachmentKind, Counted>>;
  readonly signs: Readonly<Record<Sign, string>>;
  readonly coins: Readonly<Record<Coin, Plural>>;
  /** A time of a 24-hour clock; `minutes` has two digits. `before`: the word in front, empty if there is none. */
  readonly time: (hours: string, minutes: string, before: string) => string;
}
