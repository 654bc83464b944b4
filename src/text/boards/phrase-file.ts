import type { English, Keyed } from '#i18n/text.ts';

/** The place of a sound in a file: in an entry of a package, or within the board in that entry (of a lone board: in the file itself). */
export type SoundPlace =
  | { readonly in: 'entry'; readonly name: string }
  | { readonly in: 'board'; readonly entry?: string; readonly soundId: string };

/** A phrase as a file has it. */
export interface FilePhrase {
  /** Empty: as its words begin. */
  readonly label: string;
  /** Empty where there is only a sound. */
  readonly words: string;
  /** By its number among the folders of the file. */
  readonly folder?: number;
  readonly voice?: string;
  readonly style?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly sound?: SoundPlace;
  /** JSON: `KeptButton`. */
  readonly extra?: string;
}

export interface FileFolder {
  readonly name: string;
  /** JSON: `KeptFolder`. */
  readonly extra?: string;
}

/** Something of a file that can't be taken over, by why: how much of it there is, and the first by their names. */
export interface LeftOut {
  readonly kind: keyof English['phrases']['file']['left'];
  readonly count: number;
  readonly names: readonly string[];
}

/** Everything that a file has for somebody's phrases. Folders have names of their own. */
export interface PhraseFile {
  readonly folders: readonly FileFolder[];
  readonly phrases: readonly FilePhrase[];
  readonly left: readonly LeftOut[];
}

/** Why a file can't be read at all. */
export type FileRefusal = Keyed<English['phrases']['file']['refused']>;

export interface FileBounds {
  readonly maxPhrases: number;
  readonly maxFolders: number;
  readonly maxSounds: number;
  readonly maxWordsChars: number;
  /** The reader's language: of a board in several, that one is taken. */
  readonly locale?: string | undefined;
}

/** The file is refused as a whole. */
export class RefusedFile extends Error {
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

const namedOfAKind = 3;
const maxNameChars = 40;

/** Gathers what is left out. */
export class Leftovers {
  readonly #kinds = new Map<LeftOut['kind'], { count: number; names: string[] }>();

  add(kind: LeftOut['kind'], name = ''): void {
    const known = this.#kinds.get(kind) ?? { count: 0, names: [] };
    this.#kinds.set(kind, known);
    known.count += 1;
    if (name !== '' && known.names.length < namedOfAKind)
      known.names.push(name.slice(0, maxNameChars));
  }

  get list(): readonly LeftOut[] {
    return [...this.#kinds].map(([kind, { count, names }]) => ({ kind, count, names }));
  }
}
