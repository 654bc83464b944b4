import { unzipSync } from 'fflate';
import type { UnzipFileInfo } from 'fflate';

import { entryName } from './board-phrases.ts';
import { RefusedFile } from './phrase-file.ts';

/** Entries of a package that are looked at. */
const maxEntries = 1_000;
/** The texts of a package that are unpacked together. */
const maxTextBytes = 8 * 1024 * 1024;
/** A sound that is unpacked: as large as one that is given by itself. */
const maxSoundBytes = 10 * 1024 * 1024;

/** A zip of a stranger, of which entries are unpacked one at a time: none is larger than it claims to be. */
export class Package {
  readonly #bytes: Uint8Array;
  readonly #entries = new Map<string, UnzipFileInfo>();
  #textBytes = 0;

  /** Throws a `RefusedFile` for what is no zip, or one of too many entries. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    try {
      unzipSync(bytes, {
        filter: (entry) => {
          if (this.#entries.size >= maxEntries)
            throw new RefusedFile({ kind: 'many-entries', most: maxEntries });
          this.#note(entry);
          return false;
        },
      });
    } catch (error) {
      throw error instanceof RefusedFile ? error : new RefusedFile({ kind: 'no-zip' });
    }
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Undefined where there is none, or none that is text. Throws a `RefusedFile` where all texts together are too large. */
  text(name: string): string | undefined {
    const size = this.#entries.get(name)?.originalSize ?? 0;
    this.#textBytes += size;
    if (this.#textBytes > maxTextBytes)
      throw new RefusedFile({ kind: 'large-inside', megabytes: maxTextBytes / 2 ** 20 });
    return textIn(this.#unpacked(name));
  }

  /** Undefined where there is none, or one that is too large. */
  sound(name: string): Uint8Array | undefined {
    const size = this.#entries.get(name)?.originalSize ?? 0;
    return size > maxSoundBytes ? undefined : this.#unpacked(name);
  }

  #unpacked(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    try {
      const unpacked = unzipSync(this.#bytes, { filter: (each) => each.name === entry.name });
      return unpacked[entry.name];
    } catch {
      return undefined;
    }
  }

  /** Nothing is written anywhere, yet an entry that would lie outside of the package means nothing good. */
  #note(entry: UnzipFileInfo): void {
    const name = entryName(entry.name);
    const isInside = !name.split('/').includes('..') && !name.startsWith('__MACOSX/');
    if (isInside && !name.endsWith('/') && !this.#entries.has(name)) this.#entries.set(name, entry);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Undefined for what is no text. Pictures within it are as long as all the rest, and are of no use here. */
export function textIn(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && decoder.decode(bytes).replace(/"data:image\/[^"]*"/g, '"data:,"');
  } catch {
    return undefined;
  }
}
