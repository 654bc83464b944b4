import type { Clip } from '#audio/clip/clip.ts';

import type { ClipFacts } from './clips.ts';
import type { DictionaryOwner } from './dictionaries.ts';

/** The owner of phrases: a server, or a person. */
export type PhraseOwner = DictionaryOwner;

/** Something that somebody saved to say it at one press; the clip of a recording is a `Clip` or its `ClipFacts`. */
export interface Phrase<AnyClip = ClipFacts> {
  /** A time-ordered id. */
  readonly id: string;
  readonly label: string;
  readonly spoken:
    | { readonly as: 'words'; readonly words: string }
    | { readonly as: 'recording'; readonly clip: AnyClip };
  /** BCP 47: what its words were found to be written in when it was saved. */
  readonly language?: string;
  /** As it was typed. */
  readonly voice?: string;
  readonly style?: string;
  readonly folderId?: string;
  /** Smaller comes first. */
  readonly place: number;
  /** JSON: fields of the file that it came with, which mean nothing here and go with it when it leaves. */
  readonly extra?: string;
}

export interface PhraseFolder {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly extra?: string;
}

/** All phrases of an owner. */
export interface PhraseBook {
  /** In their owner's order. */
  readonly phrases: readonly Phrase[];
  readonly folders: readonly PhraseFolder[];
  /** How often each was spoken; grows while the rest stays. */
  readonly uses: ReadonlyMap<string, number>;
}

/** The phrases and folders that are written down, each in the place of the one with its id. */
export interface PhraseChange {
  readonly phrases?: readonly Phrase<Clip | ClipFacts>[];
  readonly folders?: readonly PhraseFolder[];
}

/** The most that one owner may have. */
export const maxPhrases = { person: 2_000, server: 500 } as const;
export const maxFolders = 25;
/** A recording of 15 s has 120 kB at most. */
export const maxRecordings = { person: 100, server: 50 } as const;

/** Saved phrases. Those of a server are audited. */
export interface Phrases {
  /** The same object until something but the uses changes, so that what was made of it can be kept by it. */
  of(owner: PhraseOwner): Promise<PhraseBook>;
  /** All or none; their uses stay. Rejects with a `UserError` when there would be too many. */
  put(owner: PhraseOwner, change: PhraseChange, actorId: string): Promise<void>;
  /** Resolves with how many phrases there were. Those of a folder that goes are in none then. */
  remove(
    owner: PhraseOwner,
    ids: { readonly phrases?: readonly string[]; readonly folders?: readonly string[] },
    actorId: string,
  ): Promise<number>;
  /** It was spoken once more. */
  used(owner: PhraseOwner, id: string): Promise<void>;
}

/** Nobody's phrases. */
export const emptyBook: PhraseBook = { phrases: [], folders: [], uses: new Map() };
