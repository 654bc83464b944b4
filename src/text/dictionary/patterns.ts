import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

import { maxGrowth, maxPatternSize } from './entry.ts';
import type { PatternEntry, Replacement } from './entry.ts';
import type { WordProblem } from './problem.ts';

/** A text in which patterns were looked for: what stays, and what is said in the place of the rest. */
export type Replaced = readonly (string | Replacement)[];

/** More than three dictionaries have, of those who write at the moment. */
const maxCompiled = 200;

/**
 * Patterns of dictionaries, compiled when they are first looked for. A look takes time linear in the text, but a pattern
 * that matches often may look as often as the text is long: strangers' patterns are only for a thread that can be ended.
 */
export class Patterns {
  /** By their text, behind a 1 where case matters and else a 0. */
  readonly #compiled = new LRUCache<string, RE2JS>({
    max: maxCompiled,
    memoMethod: (key) =>
      RE2JS.compile(key.slice(1), key.startsWith('1') ? 0 : RE2JS.CASE_INSENSITIVE),
  });

  /** Replaces in texts, pattern after pattern, each only in what none before it has replaced. */
  replace(texts: readonly string[], patterns: readonly PatternEntry[]): readonly Replaced[] {
    const growth = { left: maxGrowth };
    const expressions = patterns.map((entry) => [this.#expressionOf(entry), entry.to] as const);
    return texts.map((text) => {
      let segments: Replaced = [text];
      for (const [expression, to] of expressions)
        segments = segments.flatMap((segment) =>
          typeof segment === 'string' ? replacedIn(segment, expression, to, growth) : [segment],
        );
      return segments;
    });
  }

  /** Forgets what was compiled, and what was learnt of texts while it was looked for. */
  clear(): void {
    this.#compiled.clear();
  }

  #expressionOf({ from, caseSensitive }: PatternEntry): RE2JS {
    return this.#compiled.memo(`${caseSensitive ? 1 : 0}${from}`);
  }
}

/** The problem of a pattern that only compiling it shows. */
export function compiledProblem(pattern: string): WordProblem | undefined {
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > maxPatternSize) return { kind: 'large-pattern' };
    const isEverywhere = compiled.matcher('').matches();
    return isEverywhere ? { kind: 'empty-pattern' } : undefined;
  } catch {
    return { kind: 'no-expression' };
  }
}

function replacedIn(
  text: string,
  expression: RE2JS,
  to: Replacement,
  growth: { left: number },
): Replaced {
  const matcher = expression.matcher(text);
  const result: (string | Replacement)[] = [];
  let from = 0;
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    // An empty match is no word.
    if (end === start) continue;
    if (start > from) result.push(text.slice(from, start));
    const group = (index: number): string =>
      index <= matcher.groupCount() ? (matcher.group(index) ?? '') : '';
    const replacement =
      to.kind === 'words'
        ? { ...to, words: to.words.replace(/\$(\d)/g, (_, digit) => group(Number(digit))) }
        : to;
    if (replacement.kind === 'words') growth.left -= replacement.words.length;
    if (growth.left >= 0) result.push(replacement);
    from = end;
  }
  if (from < text.length) result.push(text.slice(from));
  return result;
}

/** Long texts of all kinds, of which some are the worst that some pattern can be given. */
export function trialTexts(pattern: string): readonly string[] {
  const own = [...new Set(pattern.match(/[\p{L}\p{N}]/gu))].slice(0, 3);
  const words = pattern.match(/[\p{L}\p{N} ]+/gu)?.join('') ?? '';
  const units = ['a', 'and so it goes on, ', 'ab', ...own, ...(words === '' ? [] : [words])];
  return units.map((unit) => unit.repeat(Math.ceil(trialLength / unit.length)));
}

/** As long as anybody can write. */
const trialLength = 4_000;
