/**
 * About how many instructions a regular expression of RE2 is compiled to, without compiling it: counted repetitions
 * (https://github.com/google/re2/wiki/Syntax) multiply what they repeat. It is some number for what is no expression.
 */
export function estimatedSize(pattern: string): number {
  const stack: Level[] = [];
  let level: Level = { before: 0, last: 0 };
  for (const [token = '', atLeast, atMost] of pattern.matchAll(tokens)) {
    if (token === '(' || token.startsWith('(?')) {
      if (token.endsWith(')')) continue;
      stack.push(level);
      level = { before: 0, last: 0 };
    } else if (token === ')') {
      const size = level.before + level.last + 2;
      level = grown(stack.pop() ?? { before: 0, last: 0 }, size);
    } else if (atLeast !== undefined) {
      const times = Math.max(1, Number(atLeast), Number(atMost ?? 0));
      level = { ...level, last: level.last * times };
    } else if ('*+?|'.includes(token)) {
      level = { ...level, last: level.last + 1 };
    } else {
      level = grown(level, 1);
    }
  }
  return [...stack, level].reduce((sum, { before, last }) => sum + before + last, 0);
}

interface Level {
  readonly before: number;
  /** Size of the part that a repetition would repeat if it came next. */
  readonly last: number;
}

function grown({ before, last }: Level, size: number): Level {
  return { before: before + last, last: size };
}

/** Counted repetitions, the beginnings of groups, classes, escapes, and any other character. */
const tokens =
  /\{(\d{1,6})(?:,(\d{0,6}))?\}|\(\?P?<[^>]*>|\(\?[^():]*(?::|\))|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\\[pPx]\{[^}]*\}|\\[pP].|\\.|./gsu;
