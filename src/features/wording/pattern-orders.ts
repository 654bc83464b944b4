import type { PatternEntry } from '#text/dictionary/entry.ts';
import type { Replaced } from '#text/dictionary/patterns.ts';

/** The tasks that the bot gives the thread in which patterns are compiled and looked for. */
export type PatternTask =
  | {
      readonly kind: 'replace';
      readonly texts: readonly string[];
      readonly patterns: readonly PatternEntry[];
    }
  /** Whether a pattern can be looked for at all. */
  | { readonly kind: 'vet'; readonly pattern: string };

export type PatternAnswer =
  | { readonly kind: 'replaced'; readonly texts: readonly Replaced[] }
  | { readonly kind: 'vetted'; readonly problem: string | undefined };

export type FromPatternThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: PatternAnswer };
