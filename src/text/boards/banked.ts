import { csvRows, unescapedCell } from '../csv.ts';
import type { CsvRow } from '../csv.ts';
import type { Package } from './package.ts';
import { Leftovers } from './phrase-file.ts';
import type { FileBounds, FileFolder, FilePhrase, PhraseFile } from './phrase-file.ts';

/** The names of recordings; what is in them is looked at when they are read. */
const recording = /\.(?:mp3|wav|flac|ogg|oga|opus|m4a|mp4|aac)$/i;
const list = /(?:^|\/)[^/]*\.csv$/i;

/**
 * Recordings in a zip as phrases: named as their files are, in folders as these lie, or as a table in the zip says it, with the
 * columns `file`, `label`, `folder` and `words`. Undefined where there are none.
 */
export function bankedPhrases(file: Package, bounds: FileBounds): PhraseFile | undefined {
  const names = file.names.filter((name) => recording.test(name)).toSorted(byNumber);
  if (names.length === 0) return undefined;
  const left = new Leftovers();
  const rows = rowsIn(file, bounds);
  const folders: FileFolder[] = [];
  const folderAt = (name: string): number | undefined => {
    if (name === '') return undefined;
    const at = folders.findIndex((each) => each.name.toLowerCase() === name.toLowerCase());
    if (at !== -1) return at;
    if (folders.length < bounds.maxFolders) return folders.push({ name }) - 1;
    left.add('folders', name);
    return undefined;
  };
  const phrases = names.slice(0, bounds.maxSounds).flatMap((name): readonly FilePhrase[] => {
    const row = rows.get(baseOf(name).toLowerCase()) ?? {};
    const cell = (column: string): string => unescapedCell(row[column] ?? '');
    const folder = folderAt(cell('folder') || folderIn(name));
    return [
      {
        label: cell('label') || labelIn(name),
        words: cell('words').slice(0, bounds.maxWordsChars),
        ...(folder !== undefined && { folder }),
        sound: { in: 'entry', name },
      },
    ];
  });
  for (const name of names.slice(bounds.maxSounds)) left.add('many-recordings', baseOf(name));
  return { folders, phrases, left: left.list };
}

/** The rows of all tables in it, by the file that each is about. */
function rowsIn(file: Package, { maxPhrases }: FileBounds): ReadonlyMap<string, CsvRow> {
  const tables = file.names.filter((name) => list.test(name)).slice(0, 1);
  const rows = tables.flatMap((name) => {
    const found = csvRows(file.text(name) ?? '', {
      maxRows: maxPhrases,
      maxColumns: 30,
      maxRowLength: 12_000,
    });
    return 'kind' in found ? [] : found;
  });
  return new Map(rows.map((row) => [baseOf(row['file'] ?? '').toLowerCase(), row]));
}

const { compare: byNumber } = new Intl.Collator(undefined, { numeric: true });

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function folderIn(name: string): string {
  return name.split('/').at(-2)?.slice(0, 60) ?? '';
}

/** A number that only keeps files in order is no part of what is said. */
function labelIn(name: string): string {
  const base = baseOf(name).replace(recording, '');
  return base.replace(/^\d{1,3}[\s._-]+(?=\S)/, '').replaceAll('_', ' ');
}
