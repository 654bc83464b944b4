import type { Clip } from '#audio/clip/clip.ts';
import { WorkSlice } from '#audio/work-slice.ts';
import type { OutgoingFile } from '#discord/view.ts';
import { slicedJson } from '#features/files/sliced-json.ts';
import { ZipFile } from '#features/files/zip-file.ts';
import type { HeldAbout } from '#store/personal-data.ts';

/** The bytes that a zip adds to each of its files and to the whole, generously. */
const overheadBytes = 1_000;

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
  const json = await slicedJson(held, slice);
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
