import type { Clip } from '#audio/clip/clip.ts';

import type { ClipFacts } from './clips.ts';

/** The owner of a dictionary: a server, or a person. */
export type DictionaryOwner =
  | { readonly of: 'server'; readonly guildId: string }
  | { readonly of: 'person'; readonly personId: string };

export interface DictionaryEntry<Recording> {
  /** The word, or the source of a regular expression in RE2's syntax. */
  readonly written: string;
  readonly match: 'word' | 'pattern';
  readonly caseSensitive: boolean;
  readonly spoken:
    | { readonly as: 'words'; readonly words: string }
    | { readonly as: 'sound'; readonly clip: Recording };
}

/** The most that one owner may have: enough for any community, and too few to slow anything. */
export const maxEntries = { server: 5_000, person: 500 } as const;

/** Pronunciations. Entries are told apart by `written` and `match`. */
export interface Dictionaries {
  /** By what is written. The same array until something changes, so that what was compiled from it can be kept by it. */
  entries(owner: DictionaryOwner): Promise<readonly DictionaryEntry<ClipFacts>[]>;
  /**
   * Adds entries, or replaces those with the same `written` and `match`; all or none. Rejects with a `UserError` when
   * there would be too many, or too many sounds among them. A server's are audited.
   */
  put(
    owner: DictionaryOwner,
    entries: readonly DictionaryEntry<Clip>[],
    actorId: string,
  ): Promise<void>;
  /** Resolves with how many there were; without `written` all go. */
  remove(owner: DictionaryOwner, actorId: string, written?: string): Promise<number>;
}
