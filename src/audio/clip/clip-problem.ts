import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

/** Why a clip that was decoded can't be used as it is. Times are in milliseconds. */
export type ClipProblem =
  | { readonly kind: 'too-short'; readonly durationMs: number; readonly minMs: number }
  /** `isWhole`: the clip isn't longer than what was listened to of it. */
  | {
      readonly kind: 'too-long';
      readonly durationMs: number;
      readonly isWhole: boolean;
      readonly maxMs: number;
    }
  /** `heardMs`: the length of all that can be heard in it. */
  | { readonly kind: 'silent'; readonly heardMs: number }
  | { readonly kind: 'quiet' | 'clipped' | 'not-speech' };

/** A text for the person who gave the clip: what is wrong, and what to do. */
function problemText(problem: ClipProblem): Text {
  switch (problem.kind) {
    case 'too-short': {
      const values = { seconds: secs(problem.durationMs), least: secs(problem.minMs) };
      return text(($) => $.clips.problems.tooShort, values);
    }
    case 'too-long': {
      const values = { seconds: secs(problem.durationMs), most: secs(problem.maxMs) };
      return problem.isWhole
        ? text(($) => $.clips.problems.tooLong, values)
        : text(($) => $.clips.problems.muchTooLong, values);
    }
    case 'silent':
      return problem.heardMs === 0
        ? text(($) => $.clips.problems.silent)
        : text(($) => $.clips.problems.littleHeard, { seconds: secs(problem.heardMs) });
    default: {
      const { kind } = problem;
      return text(($) => $.clips.problems[kind]);
    }
  }
}

/** All that is wrong with a clip, as one text; undefined where nothing is. */
export function problemsText(problems: readonly ClipProblem[]): Text | undefined {
  const [first, ...others] = problems.map(problemText);
  return first && inARow(first, ...others);
}

/** Seconds for a person, exact enough that 2.99 is not "3". */
export function secs(ms: number): number {
  return Math.round(ms / 10) / 100;
}
