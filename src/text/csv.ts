import { CsvError, parse } from 'csv-parse/sync';

/** The most that a table may have of anything. */
export interface CsvBounds {
  readonly maxRows: number;
  readonly maxColumns: number;
  /** UTF-16 units of one row. */
  readonly maxRowLength: number;
}

/** Everything that keeps a table from being read at all, and where. */
export type CsvFlaw =
  | { readonly kind: 'many-columns'; readonly count: number }
  | { readonly kind: 'long-line'; readonly line: number; readonly count: number }
  | { readonly kind: 'no-csv'; readonly line: number }
  | { readonly kind: 'open-quote' };

class CsvRefusal extends Error {
  readonly flaw: CsvFlaw;

  constructor(flaw: CsvFlaw) {
    super(flaw.kind);
    this.flaw = flaw;
  }
}

/** A row by the names of its columns, which are in small letters. */
export type CsvRow = Readonly<Record<string, string>>;

/**
 * The rows of a table with a heading, whatever separates its columns, or what is wrong with it. Of one with more rows than may be, one
 * too many is given, and what comes after it isn't read.
 */
export function csvRows(csv: string, bounds: CsvBounds): readonly CsvRow[] | CsvFlaw {
  const { maxRows, maxColumns, maxRowLength } = bounds;
  const columns = (heading: readonly string[]): string[] => {
    if (heading.length > maxColumns)
      throw new CsvRefusal({ kind: 'many-columns', count: maxColumns });
    return heading.map((name) => name.trim().toLowerCase());
  };
  try {
    return parse(csv, {
      bom: true,
      columns,
      delimiter: delimiterOf(csv),
      max_record_size: maxRowLength,
      relax_column_count: true,
      skip_empty_lines: true,
      to: maxRows + 1,
      trim: true,
    });
  } catch (error) {
    if (error instanceof CsvRefusal) return error.flaw;
    // All that can be wrong with a table that may have any number of cells in a row: its quotes, or the length of a line.
    if (!(error instanceof CsvError)) throw error;
    // It is known only at the end that a quote has none: anywhere in the table it may have begun.
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return { kind: 'open-quote' };
    const line = Number(error['lines']);
    return error.code === 'CSV_MAX_RECORD_SIZE'
      ? { kind: 'long-line', line, count: maxRowLength }
      : { kind: 'no-csv', line };
  }
}

/** A cell as it was before it was made harmless: a quote before a sign is what `escape_formulas` set, or a spreadsheet. */
export function unescapedCell(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '');
}

/** Spreadsheets separate by what their country does. No name of a column has any of these signs in it. */
function delimiterOf(csv: string): string {
  return /^[^\r\n,;\t]*([,;\t])/.exec(csv)?.[1] ?? ',';
}
