import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

import type { Clip } from '#audio/clip/clip.ts';
import { WorkSlice } from '#audio/work-slice.ts';
import type { OutgoingFile } from '#discord/view.ts';
import type { HeldAbout } from '#store/personal-data.ts';

/** The bytes that a zip adds to each of its files and to the whole, generously. */
const overheadBytes = 1_000;
/** The bytes that are compressed, or only counted up, in one slice. */
const chunkBytes = 64 * 1024;
/** Items of a list that become text in one slice. */
const itemsPerSlice = 50;

/** Everything that is held about a person, to be sent. */
export interface Export {
  readonly fileCount: number;
  /** One at a time, so that only the recordings of one are in memory. */
  readonly files: AsyncIterable<OutgoingFile>;
}

/**
 * Everything that is held about a person as zip files, none larger than `maxBytes` unless a single recording is: the
 * data as JSON in the first, recordings named by their hash in `clips/`. Made in slices, between which others have their
 * turn. `read`: undefined for a recording that has gone meanwhile.
 */
export async function exportOf(
  held: HeldAbout,
  read: (hash: string) => Promise<Clip | undefined>,
  maxBytes: number,
): Promise<Export> {
  const slice = new WorkSlice();
  const json = await jsonOf(held, slice);
  const parts = partsOf(json, held, maxBytes);
  async function* files(): AsyncGenerator<OutgoingFile> {
    for (const [index, { hasData, hashes }] of parts.entries()) {
      const zip = new ZipFile(slice);
      if (hasData) await zip.add('data.json', json);
      for (const hash of hashes) {
        const clip = await read(hash);
        if (clip) await zip.add(`clips/${hash}.${clip.format}`, [clip.bytes]);
      }
      yield {
        name: parts.length === 1 ? 'my-data.zip' : `my-data-${index + 1}.zip`,
        data: zip.end(),
        contentType: 'application/zip',
      };
    }
  }
  return { fileCount: parts.length, files: files() };
}

interface Part {
  readonly hasData: boolean;
  readonly hashes: string[];
  sizeBytes: number;
}

function partsOf(
  json: readonly Uint8Array[],
  { clips }: Pick<HeldAbout, 'clips'>,
  maxBytes: number,
): readonly Part[] {
  const jsonBytes = json.reduce((sum, { length }) => sum + length, 0);
  const parts: Part[] = [{ hasData: true, hashes: [], sizeBytes: jsonBytes + overheadBytes }];
  for (const { hash, sizeBytes } of clips) {
    let part = parts.at(-1);
    if (!part || part.sizeBytes + sizeBytes + overheadBytes > maxBytes) {
      part = { hasData: false, hashes: [], sizeBytes: 0 };
      parts.push(part);
    }
    part.hashes.push(hash);
    part.sizeBytes += sizeBytes + overheadBytes;
  }
  return parts;
}

/** The text of an object whose lists may be long, in pieces. */
async function jsonOf(held: object, slice: WorkSlice): Promise<readonly Uint8Array[]> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  const write = (text: string): void => void pieces.push(encoder.encode(text));
  let separator = '{\n';
  for (const [key, value] of Object.entries(held)) {
    write(`${separator}  ${JSON.stringify(key)}: `);
    if (Array.isArray(value)) await writeList(value, write, slice);
    else write(JSON.stringify(value, undefined, 2) ?? 'null');
    separator = ',\n';
  }
  write('\n}\n');
  return pieces;
}

async function writeList(
  items: readonly unknown[],
  write: (text: string) => void,
  slice: WorkSlice,
): Promise<void> {
  write('[');
  for (let from = 0; from < items.length; from += itemsPerSlice) {
    const text = JSON.stringify(items.slice(from, from + itemsPerSlice), undefined, 2);
    // Without the brackets of the slice.
    write(`${from === 0 ? '' : ','}${text.slice(1, -2)}`);
    await slice.breathe();
  }
  write(items.length === 0 ? ']' : '\n]');
}

/** A zip that is made piece by piece. */
class ZipFile {
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
    const entry = name.endsWith('.json') ? new ZipDeflate(name) : new ZipPassThrough(name);
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
