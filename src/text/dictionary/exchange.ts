import { stringify } from 'csv-stringify/sync';

import { csvRows, unescapedCell } from '../csv.ts';
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
    const rows = isJson ? listIn(JSON.parse(text)) : rowsOf(text, maxRows);
    if (rows.length > maxRows) throw new Refusal({ kind: 'many-rows', count: maxRows });
    return entriesOf(rows, isJson ? (cell) => cell : unescapedCell);
  } catch (error) {
    return { entries: [], problems: [{ row: 0, problem: problemWith(error) }] };
  }
}

function listIn(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}

function rowsOf(csv: string, maxRows: number): readonly unknown[] {
  const rows = csvRows(csv, { maxRows, maxColumns, maxRowLength });
  if ('kind' in rows) throw new Refusal(rows);
  if (rows[0] && !('word' in rows[0])) throw new Refusal({ kind: 'no-heading' });
  return rows;
}

function problemWith(error: unknown): WordProblem {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof SyntaxError || error instanceof RangeError) return { kind: 'no-json' };
  throw error;
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
