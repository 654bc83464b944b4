import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { maxPatterns, problemOf, tooManyPatterns } from './entry.ts';
import type { Entry } from './entry.ts';
import type { RowProblem, WordProblem } from './problem.ts';

/** Entries of a table, and what isn't fine. */
export interface Imported {
  readonly entries: readonly Entry[];
  readonly problems: readonly RowProblem[];
}

const columns = ['word', 'say', 'sound', 'match', 'case'] as const;
type Column = (typeof columns)[number];

/** Entries that become text at once: thousands take longer than others should wait. */
const entriesPerPiece = 100;

/**
 * Pieces of a table with a heading, as spreadsheets read it; cells that begin like a formula are made harmless. Each piece
 * takes a moment to make.
 */
export function* toCsv(entries: readonly Entry[]): Generator<string> {
  for (let from = 0; from === 0 || from < entries.length; from += entriesPerPiece)
    yield stringify(entries.slice(from, from + entriesPerPiece).map(rowOf), {
      header: from === 0,
      columns: [...columns],
      escape_formulas: true,
    });
}

/** Pieces of the same rows as JSON, one an entry. */
export function* toJson(entries: readonly Entry[]): Generator<string> {
  for (let from = 0; from < entries.length; from += entriesPerPiece) {
    const rows = entries.slice(from, from + entriesPerPiece).map(rowOf);
    // Without the brackets of the piece.
    yield `${from === 0 ? '[' : ','}${JSON.stringify(rows, undefined, 2).slice(1, -2)}`;
  }
  yield entries.length === 0 ? '[]\n' : '\n]\n';
}

function rowOf({ from, to, match, caseSensitive }: Entry): Record<Column, string> {
  const [say, sound] = to.kind === 'words' ? [to.words, ''] : ['', to.soundId];
  return { word: from, say, sound, match, case: caseSensitive ? 'same' : 'any' };
}

/** A table has five; a spreadsheet may have a few of its owner's own beside them. */
const maxColumns = 20;
/** UTF-16 units of one row: the longest word and what is said for it take a tenth. */
const maxRowLength = 4_000;

/** The table can't be read at all. */
class Refusal extends Error {
  readonly problem: WordProblem;

  constructor(problem: WordProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * Reads a list of objects or a single one in JSON, or else a table, with the columns `word` and `say` or `sound`, and if wanted `match`
 * (word, pattern) and `case` (any, same). One with more than `maxRows` rows is refused as a whole, as is one with rows or
 * columns without end.
 */
export function fromText(text: string, maxRows: number): Imported {
  const isJson = /^\s*[[{]/.test(text);
  try {
    const rows = isJson ? listIn(JSON.parse(text)) : csvRows(text, maxRows);
    if (rows.length > maxRows) throw new Refusal({ kind: 'many-rows', count: maxRows });
    return entriesOf(rows, isJson ? (cell) => cell : unescaped);
  } catch (error) {
    return { entries: [], problems: [{ row: 0, problem: problemWith(error, isJson) }] };
  }
}

function listIn(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}

function csvRows(csv: string, maxRows: number): readonly unknown[] {
  const rows: readonly Readonly<Record<string, string>>[] = parse(csv, {
    bom: true,
    columns: columnsOf,
    delimiter: delimiterOf(csv),
    max_record_size: maxRowLength,
    relax_column_count: true,
    skip_empty_lines: true,
    // One more shows that there are too many: what comes after it is not read.
    to: maxRows + 1,
    trim: true,
  });
  if (rows[0] && !('word' in rows[0])) throw new Refusal({ kind: 'no-heading' });
  return rows;
}

function columnsOf(heading: readonly string[]): string[] {
  if (heading.length > maxColumns) throw new Refusal({ kind: 'many-columns', count: maxColumns });
  return heading.map((name) => name.trim().toLowerCase());
}

/** Spreadsheets separate by what their country does. No name of a column has any of these signs in it. */
function delimiterOf(csv: string): string {
  return /^[^\r\n,;\t]*([,;\t])/.exec(csv)?.[1] ?? ',';
}

function problemWith(error: unknown, isJson: boolean): WordProblem {
  if (error instanceof Refusal) return error.problem;
  return isJson ? { kind: 'no-json' } : csvProblem(error);
}

/** All that can be wrong with a table that may have any number of cells in a row: its quotes, or the length of a line. */
function csvProblem(error: unknown): WordProblem {
  if (!(error instanceof CsvError)) throw error;
  const line = Number(error['lines']);
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? { kind: 'long-line', line, count: maxRowLength }
    : { kind: 'no-csv', line };
}

/** A quote before a sign is what `escape_formulas` set, or a spreadsheet. */
function unescaped(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '');
}

function entriesOf(rows: readonly unknown[], read: (cell: string) => string): Imported {
  const entries: Entry[] = [];
  const problems: RowProblem[] = [];
  let patterns = 0;
  for (const [index, row] of rows.entries()) {
    const entry = entryOf(row, read);
    if ('kind' in entry) {
      problems.push({ row: index + 1, problem: entry });
      continue;
    }
    if (entry.match === 'pattern') patterns += 1;
    const isOneTooMany = entry.match === 'pattern' && patterns > maxPatterns;
    const problem = isOneTooMany ? tooManyPatterns : problemOf(entry);
    if (problem === undefined) entries.push(entry);
    else problems.push({ row: index + 1, problem });
  }
  return { entries, problems };
}

/** An entry, or what is wrong with the row. */
function entryOf(row: unknown, read: (cell: string) => string): Entry | WordProblem {
  if (typeof row !== 'object' || row === null) return { kind: 'no-object' };
  const cells = row as Readonly<Record<string, unknown>>;
  const cell = (name: Column): string => {
    const value = cells[name];
    return typeof value === 'string' ? read(value).trim() : '';
  };
  const [match, sensitivity] = [cell('match') || 'word', cell('case') || 'any'];
  if (match !== 'word' && match !== 'pattern') return { kind: 'match', given: match.slice(0, 20) };
  if (sensitivity !== 'any' && sensitivity !== 'same')
    return { kind: 'case', given: sensitivity.slice(0, 20) };
  const soundId = cell('sound');
  return {
    match,
    from: cell('word'),
    caseSensitive: sensitivity === 'same',
    to: soundId === '' ? { kind: 'words', words: cell('say') } : { kind: 'sound', soundId },
  };
}
