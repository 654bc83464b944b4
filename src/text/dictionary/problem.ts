import type { English, Keyed, Text } from '#i18n/text.ts';

/** A problem of a word, a pattern or a table of words. */
export type WordProblem = Keyed<English['words']['problems']>;

/** For whoever wrote it. */
export function problemText({ kind, ...values }: WordProblem): Text {
  return { select: ($) => $.words.problems[kind], values };
}

/** Something that isn't fine in a table: by its row (the first below the heading is 1; 0 is the file as a whole), or its word. */
export interface RowProblem {
  readonly row: number;
  /** Its beginning, where nobody knows the row any more. */
  readonly word?: string;
  readonly problem: WordProblem;
}

/** For whoever gave the table, with its place in it. */
export function rowProblemText({ row, word, problem }: RowProblem): Text {
  const said = problemText(problem);
  if (word !== undefined)
    return { select: ($) => $.words.rows.word, values: { word, problem: said } };
  return row === 0 ? said : { select: ($) => $.words.rows.row, values: { row, problem: said } };
}

const maxShown = 40;

/** The problem of a word whose row nobody knows any more. */
export function problemWith(from: string, problem: WordProblem): RowProblem {
  const word = from.length > maxShown ? `${from.slice(0, maxShown - 1)}…` : from;
  return { row: 0, word, problem };
}
