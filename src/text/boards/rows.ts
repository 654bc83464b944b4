import { stringify } from 'csv-stringify/sync';

import { isRecord } from '#json.ts';

import { csvRows, unescapedCell } from '../csv.ts';
import { Leftovers, RefusedFile } from './phrase-file.ts';
import type { FileBounds, FileFolder, FilePhrase, PhraseFile } from './phrase-file.ts';

/** A phrase as a row of a table, with what else a file of Crier's own has of it. */
export interface PhraseRow {
  readonly label: string;
  readonly words: string;
  readonly folder?: string;
  readonly voice?: string;
  readonly style?: string;
  readonly language?: string;
  readonly extra?: string;
}

const columns = ['label', 'words', 'folder', 'voice', 'style', 'language'] as const;
const spreadsheet = { maxColumns: 30, maxRowLength: 12_000 };
/** The most characters of what only other programs know. */
const maxExtraChars = 4_000;

/** Rows as a table that spreadsheets read; cells that begin like a formula are made harmless. */
export function csvOf(rows: readonly PhraseRow[], header: boolean): string {
  return stringify([...rows], { header, columns: [...columns], escape_formulas: true });
}

/** The phrases of a table (CSV). Throws a `RefusedFile`. */
export function phrasesInCsv(csv: string, bounds: FileBounds): PhraseFile {
  const rows = csvRows(csv, { ...spreadsheet, maxRows: bounds.maxPhrases });
  if ('kind' in rows) throw new RefusedFile(rows);
  if (rows.length === 0) throw new RefusedFile({ kind: 'empty-table' });
  if (rows[0] && !('words' in rows[0]) && !('label' in rows[0]))
    throw new RefusedFile({ kind: 'no-heading' });
  const cells = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, unescapedCell(cell)])),
  );
  return gathered(cells, [], bounds);
}

/** The phrases of a list in JSON: texts, or objects with the names of the columns, by itself or as `phrases`. Throws a `RefusedFile`. */
export function phrasesInJson(json: unknown, bounds: FileBounds): PhraseFile {
  const list = isRecord(json) ? json['phrases'] : json;
  if (!Array.isArray(list)) throw new RefusedFile({ kind: 'no-phrases' });
  const folders = isRecord(json) && Array.isArray(json['folders']) ? json['folders'] : [];
  return gathered(list, folders, bounds);
}

function gathered(
  rows: readonly unknown[],
  listed: readonly unknown[],
  { maxWordsChars, maxPhrases, maxFolders }: FileBounds,
): PhraseFile {
  const left = new Leftovers();
  const folders = new Map<string, { readonly folder: FileFolder; readonly at: number }>();
  const folderAt = (name: string, extra = ''): number | undefined => {
    const key = name.toLowerCase();
    const known = folders.get(key);
    if (known) return known.at;
    if (folders.size >= maxFolders) {
      left.add('folders', name);
      return undefined;
    }
    const at = folders.size;
    folders.set(key, { folder: { name, ...extraOf(extra) }, at });
    return at;
  };
  for (const each of listed.slice(0, maxFolders)) {
    const name = isRecord(each) ? cell(each, 'name') : '';
    if (isRecord(each) && name !== '') folderAt(name, cell(each, 'extra'));
  }
  const phrases = rows.slice(0, maxPhrases).flatMap((row) => {
    const fields = typeof row === 'string' ? { words: row } : isRecord(row) ? row : {};
    return phraseOf(fields, folderAt, maxWordsChars, left);
  });
  for (let over = maxPhrases; over < rows.length; over += 1) left.add('many');
  return { folders: [...folders.values()].map(({ folder }) => folder), phrases, left: left.list };
}

/** None of a row without words. */
function phraseOf(
  fields: Row,
  folderAt: (name: string) => number | undefined,
  maxWordsChars: number,
  left: Leftovers,
): readonly FilePhrase[] {
  const [label, words, name] = [
    cell(fields, 'label'),
    cell(fields, 'words'),
    cell(fields, 'folder'),
  ];
  if (label === '' && words === '') {
    left.add('empty');
    return [];
  }
  if (words.length > maxWordsChars) left.add('cut', label || words);
  const folder = name === '' ? undefined : folderAt(name);
  return [
    {
      label,
      words: (words || label).slice(0, maxWordsChars),
      ...(folder !== undefined && { folder }),
      ...named(fields, 'voice', 100),
      ...named(fields, 'style', 300),
      ...named(fields, 'language', 35),
      ...extraOf(cell(fields, 'extra')),
    },
  ];
}

type Row = Readonly<Record<string, unknown>>;

function cell(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value.trim() : '';
}

function named<Name extends 'voice' | 'style' | 'language'>(
  row: Row,
  name: Name,
  maxChars: number,
): Partial<Record<Name, string>> {
  const value = cell(row, name).slice(0, maxChars);
  return value === '' ? {} : ({ [name]: value } as Record<Name, string>);
}

function extraOf(extra: string): { readonly extra?: string } {
  return extra === '' || extra.length > maxExtraChars ? {} : { extra };
}
