import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

import type { WorkSlice } from '#audio/work-slice.ts';

/** The bytes that are compressed, or only counted up, in one slice. */
const chunkBytes = 64 * 1024;

/** A zip that is made piece by piece. */
export class ZipFile {
  readonly #slice: WorkSlice;
  readonly #chunks: Uint8Array[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });

  constructor(slice: WorkSlice) {
    this.#slice = slice;
  }

  async add(name: string, pieces: readonly Uint8Array[]): Promise<void> {
    // Sound is compressed already.
    const entry = /\.(?:json|obf)$/.test(name) ? new ZipDeflate(name) : new ZipPassThrough(name);
    this.#zip.add(entry);
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += chunkBytes) {
        entry.push(piece.subarray(at, at + chunkBytes));
        await this.#slice.breathe();
      }
    }
    entry.push(new Uint8Array(), true);
  }

  end(): Uint8Array {
    this.#zip.end();
    return Buffer.concat(this.#chunks);
  }
}
