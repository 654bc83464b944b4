import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';

import type { PatternEntry } from '#text/dictionary/entry.ts';
import { compiledProblem, Patterns, trialTexts } from '#text/dictionary/patterns.ts';
import type { Replaced } from '#text/dictionary/patterns.ts';
import type { WordProblem } from '#text/dictionary/problem.ts';

/** The tasks that the bot gives the thread in which patterns are compiled and looked for. */
export type PatternTask =
  | {
      readonly kind: 'replace';
      readonly texts: readonly string[];
      readonly patterns: readonly PatternEntry[];
    }
  /** Whether a pattern can be looked for at all. */
  | { readonly kind: 'vet'; readonly pattern: string };

export interface PatternAnswer {
  readonly texts?: readonly Replaced[];
  /** The problem of a pattern, if it has one. */
  readonly problem?: WordProblem | undefined;
}

export type FromPatternThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: PatternAnswer };

/** The thread in which strangers' patterns are compiled and looked for: one that takes too long ends with it. */
const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');

/** The patterns keep what they learnt of texts for the next, and grow: this is well below what the thread may take. */
const maxKeptBytes = 24 * 1024 * 1024;
const patterns = new Patterns();

function answerTo(task: PatternTask): PatternAnswer {
  if (task.kind === 'vet') return { problem: problemOf(task.pattern) };
  return { texts: patterns.replace(task.texts, task.patterns) };
}

function problemOf(pattern: string): WordProblem | undefined {
  const problem = compiledProblem(pattern);
  if (problem !== undefined) return problem;
  const to = { kind: 'words', words: '' } as const;
  new Patterns().replace(trialTexts(pattern), [{ from: pattern, caseSensitive: false, to }]);
  return undefined;
}

function tell(message: FromPatternThread): void {
  port?.postMessage(message);
}

port.on('message', (task: PatternTask) => {
  tell({ kind: 'answer', answer: answerTo(task) });
  if (getHeapStatistics().used_heap_size > maxKeptBytes) patterns.clear();
});
// The first look compiles the machine itself, which is no pattern's fault.
patterns.replace(
  ['look'],
  [{ from: '(l)o+k', caseSensitive: false, to: { kind: 'words', words: '$1' } }],
);
tell({ kind: 'ready' });
