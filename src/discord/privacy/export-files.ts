import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';

import type { Clip } from '../../speech/speech.ts';
import type { HeldAbout } from '../../store/personal-data.ts';
import type { OutgoingFile } from '../view.ts';

/** What a zip adds to each of its files and to the whole, generously. */
const overheadBytes = 1_000;

/**
 * Everything that is held about a person as zip files, none larger than `maxBytes` unless a single recording is: the
 * data as JSON in the first, recordings named by their hash in `clips/`.
 */
export function exportFiles(
  held: HeldAbout,
  clips: ReadonlyMap<string, Clip>,
  maxBytes: number,
): readonly OutgoingFile[] {
  const json = strToU8(JSON.stringify(held, undefined, 2));
  const parts: { readonly entries: Zippable; sizeBytes: number }[] = [
    { entries: { 'data.json': json }, sizeBytes: json.length + overheadBytes },
  ];
  for (const [hash, { bytes, format }] of clips) {
    const sizeBytes = bytes.length + overheadBytes;
    let part = parts.at(-1);
    if (!part || part.sizeBytes + sizeBytes > maxBytes) {
      part = { entries: {}, sizeBytes: 0 };
      parts.push(part);
    }
    // Sound is compressed already.
    part.entries[`clips/${hash}.${format}`] = [bytes, { level: 0 }];
    part.sizeBytes += sizeBytes;
  }
  return parts.map(({ entries }, index) => ({
    name: parts.length === 1 ? 'my-data.zip' : `my-data-${index + 1}.zip`,
    data: zipSync(entries),
    contentType: 'application/zip',
  }));
}
