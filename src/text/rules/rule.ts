import type { EmojiNames } from '../emoji/names.ts';
import type { Phrases } from '../phrases/phrase.ts';

/** All that rules know besides the text. */
export interface RuleContext {
  /** BCP 47 base tag; `und` where it isn't known: then nothing is said in words of a language but English phrases. */
  readonly language: string;
  /** A locale that Intl knows. */
  readonly locale: string;
  readonly phrases: Phrases;
  /** Undefined: emoji are skipped. */
  readonly emoji: EmojiNames | undefined;
  readonly leaveOut: (what: 'emoji') => void;
}

/**
 * One change of the author's text, linear in its length. Rules are applied in the order of their list. The text is all that
 * somebody wrote, in one piece: a `place` stands in it for each mention, name and word of a dictionary, and has to stay; a
 * `strongBreak` ends headings, items and most texts (both in `part.ts`). A line ends before `\n`, before `\r`, or at `$`.
 */
export interface Rule {
  readonly name: string;
  readonly apply: (text: string, context: RuleContext) => string;
}
