import { inEnglish } from '#i18n/texts.ts';
import { problemText, rowProblemText } from '#text/dictionary/problem.ts';
import type { RowProblem, WordProblem } from '#text/dictionary/problem.ts';

/** Says as people read it what is wrong with a word or pattern; undefined where nothing is. */
export function problemSaid(problem: WordProblem | undefined): string | undefined {
  return problem && inEnglish(problemText(problem));
}

/** The same of a row of a table. */
export function rowSaid(problem: RowProblem): string {
  return inEnglish(rowProblemText(problem));
}
