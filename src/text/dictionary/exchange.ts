import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { maxPatterns, problemOf, tooManyPatterns } from './entry.ts';
import type { Entry } from './entry.ts';

/** Entries of a table, and what isn't fine by its row (the first below the heading is 1; 0 is the file as a whole). */
export interface Imported {
  readonly entries: readonly Entry[];
  readonly problems: readonly RowProblem[];
}

export interface RowProblem {
  readonly row: number;
  readonly problem: string;
}

const columns = ['word', 'say', 'sound', 'match', 'case'] as const;
type Row = Readonly<Partial<Record<string, unknown>>>;

/** A table has five; a spreadsheet may have a few of its owner's own beside them. */
const maxColumns = 20;
/** UTF-16 units of one row: the longest word and what is said for it take a tenth. */
const maxRowLength = 4_000;
/** The longest reason why something is no CSV. */
const maxReasonLength = 160;

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

/**
 * Reads a table with the columns `word` and `say` or `sound`, and if wanted `match` (word, pattern) and `case` (any, same).
 * One with more than `maxRows` rows is refused as a whole, as is one with rows or columns without end.
 */
export function fromCsv(csv: string, maxRows: number): Imported {
  try {
    const rows: readonly Row[] = parse(csv, {
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
    const [first] = rows;
    if (first && !('word' in first))
      return refused('The first row must name the columns: word, say.');
    return fromRows(rows, maxRows, unescaped);
  } catch (error) {
    return refused(error instanceof Error ? csvProblem(error) : 'That is no CSV.');
  }
}

function columnsOf(heading: readonly string[]): string[] {
  if (heading.length > maxColumns) throw new TooManyColumns();
  return heading.map((name) => name.trim().toLowerCase());
}

class TooManyColumns extends Error {}

function csvProblem(error: Error): string {
  if (error instanceof TooManyColumns)
    return `The table has more than ${maxColumns} columns. Leave all out but word and say.`;
  if (!(error instanceof CsvError)) return `That is no CSV: ${error.message}`;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `Line ${String(error['lines'])} is longer than ${maxRowLength.toLocaleString('en')} characters, or a quote before it has no end.`;
  return `That is no CSV: ${beginningOf(error.message)}`;
}

/** Some reasons end in the whole cell. */
function beginningOf(reason: string): string {
  return reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason;
}

/** Spreadsheets separate by what their country does. No name of a column has any of these signs in it. */
function delimiterOf(csv: string): string {
  return /^[^\r\n,;\t]*([,;\t])/.exec(csv)?.[1] ?? ',';
}

/** Reads either, whichever it is. */
export function fromText(text: string, maxRows: number): Imported {
  return text.trimStart().startsWith('[') ? fromJson(text, maxRows) : fromCsv(text, maxRows);
}

/** Reads a list of objects with the fields that the columns of a table have; refused as {@link fromCsv} refuses. */
export function fromJson(json: string, maxRows: number): Imported {
  try {
    const rows: unknown = JSON.parse(json);
    if (!Array.isArray(rows)) return refused('Expected a list of entries: […].');
    return fromRows(rows, maxRows, (cell) => cell);
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

function fromRows(
  rows: readonly unknown[],
  maxRows: number,
  read: (cell: string) => string,
): Imported {
  if (rows.length > maxRows)
    return refused(
      `The table has more than ${maxRows.toLocaleString('en')} rows, which is the most. Leave some out.`,
    );
  const entries: Entry[] = [];
  const problems: { row: number; problem: string }[] = [];
  let patterns = 0;
  for (const [index, row] of rows.entries()) {
    const entry = entryOf(row, read);
    const isPattern = typeof entry !== 'string' && entry.match === 'pattern';
    if (isPattern) patterns += 1;
    const problem =
      typeof entry === 'string'
        ? entry
        : // Before any more are compiled.
          isPattern && patterns > maxPatterns
          ? tooManyPatterns
          : problemOf(entry);
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
