import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { problemOf } from './entry.ts';
import type { Entry } from './entry.ts';

/** What an import gave: what is fine, and what isn't by its row (the first below the heading is 1). */
export interface Imported {
  readonly entries: readonly Entry[];
  readonly problems: readonly { readonly row: number; readonly problem: string }[];
}

const columns = ['word', 'say', 'sound', 'match', 'case'] as const;
type Row = Readonly<Partial<Record<string, unknown>>>;

/** Of a file that is imported, in UTF-16 units: what 100,000 long entries take. */
const maxImportLength = 20_000_000;

/** A table with a heading, as spreadsheets read it; cells that begin like a formula are made harmless. */
export function toCsv(entries: readonly Entry[]): string {
  return stringify(entries.map(rowOf), {
    header: true,
    columns: [...columns],
    escape_formulas: true,
  });
}

/** The same rows as JSON, one an entry. */
export function toJson(entries: readonly Entry[]): string {
  return `${JSON.stringify(entries.map(rowOf), undefined, 2)}\n`;
}

function rowOf({
  from,
  to,
  match,
  caseSensitive,
}: Entry): Record<(typeof columns)[number], string> {
  return {
    word: from,
    say: to.kind === 'words' ? to.words : '',
    sound: to.kind === 'sound' ? to.soundId : '',
    match,
    case: caseSensitive ? 'same' : 'any',
  };
}

/** Reads a table with the columns `word` and `say` or `sound`, and if wanted `match` (word, pattern) and `case` (any, same). */
export function fromCsv(csv: string): Imported {
  if (csv.length > maxImportLength) return refused('The file is too large.');
  try {
    const rows: readonly Row[] = parse(csv, {
      bom: true,
      columns: (heading: readonly string[]) => heading.map((name) => name.trim().toLowerCase()),
      delimiter: delimiterOf(csv),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    const [first] = rows;
    if (first && !('word' in first))
      return refused('The first row must name the columns: word, say.');
    return fromRows(rows, unescaped);
  } catch (error) {
    return refused(error instanceof Error ? `That is no CSV: ${error.message}` : 'That is no CSV.');
  }
}

/** Spreadsheets separate by what their country does. No name of a column has any of these signs in it. */
function delimiterOf(csv: string): string {
  return /^[^\r\n,;\t]*([,;\t])/.exec(csv)?.[1] ?? ',';
}

/** Reads either, whichever it is. */
export function fromText(text: string): Imported {
  return text.trimStart().startsWith('[') ? fromJson(text) : fromCsv(text);
}

/** Reads a list of objects with the fields that the columns of a table have. */
export function fromJson(json: string): Imported {
  if (json.length > maxImportLength) return refused('The file is too large.');
  try {
    const rows: unknown = JSON.parse(json);
    if (!Array.isArray(rows)) return refused('Expected a list of entries: […].');
    return fromRows(rows, (cell) => cell);
  } catch {
    return refused('That is no JSON.');
  }
}

function refused(problem: string): Imported {
  return { entries: [], problems: [{ row: 0, problem }] };
}

/** A quote before a sign is what `escape_formulas` set, or a spreadsheet. */
function unescaped(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '');
}

function fromRows(rows: readonly unknown[], read: (cell: string) => string): Imported {
  const entries: Entry[] = [];
  const problems: { row: number; problem: string }[] = [];
  for (const [index, row] of rows.entries()) {
    const entry = entryOf(row, read);
    const problem = typeof entry === 'string' ? entry : problemOf(entry);
    if (problem !== undefined) problems.push({ row: index + 1, problem });
    else if (typeof entry !== 'string') entries.push(entry);
  }
  return { entries, problems };
}

/** An entry, or what is wrong with the row. */
function entryOf(row: unknown, read: (cell: string) => string): Entry | string {
  if (typeof row !== 'object' || row === null) return 'Expected an object with word and say.';
  const cell = (name: (typeof columns)[number]): string => {
    const value = (row as Row)[name];
    return typeof value === 'string' ? read(value).trim() : '';
  };
  const [match, sensitivity] = [cell('match') || 'word', cell('case') || 'any'];
  if (match !== 'word' && match !== 'pattern')
    return `match must be word or pattern, not “${match.slice(0, 20)}”.`;
  if (sensitivity !== 'any' && sensitivity !== 'same')
    return `case must be any or same, not “${sensitivity.slice(0, 20)}”.`;
  const soundId = cell('sound');
  return {
    match,
    from: cell('word'),
    caseSensitive: sensitivity === 'same',
    to: soundId === '' ? { kind: 'words', words: cell('say') } : { kind: 'sound', soundId },
  };
}
