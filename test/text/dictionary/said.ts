import { inEnglish } from '#i18n/texts.ts';
import { problemText, rowProblemText } from '#text/dictionary/problem.ts';
import type { RowProblem, WordProblem } from '#text/dictionary/problem.ts';

/** What is wrong with a word or pattern, as people read it; undefined where nothing is. */
export function problemSaid(problem: WordProblem | undefined): string | undefined {
  return problem && inEnglish(problemText(problem));
}

/** The same of a row of a table. */
export function rowSaid(problem: RowProblem): string {
  return inEnglish(rowProblemText(problem));
}
