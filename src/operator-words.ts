import { readFile } from 'node:fs/promises';

import { dictionaryPatterns } from '#features/wording/patterns.ts';
import type { DictionaryPatterns, VetPattern } from '#features/wording/patterns.ts';
import { inEnglish } from '#i18n/texts.ts';
import type { Log } from '#ops/log.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import type { Dictionary } from '#text/dictionary/dictionary.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { fromText } from '#text/dictionary/exchange.ts';
import { problemText, rowProblemText } from '#text/dictionary/problem.ts';
import type { WordProblem } from '#text/dictionary/problem.ts';

import type { Config } from './config.ts';
import { ConfigError } from './errors.ts';

/** More would hide the first. */
const maxProblems = 10;
/** As many as slow nothing. */
const maxEntries = 100_000;

/** The operator's words, and what looks for the patterns of all dictionaries. Rejects as {@link operatorWords} does. */
export async function wordsForEverybody(
  { dictionaryFile }: Pick<Config, 'dictionaryFile'>,
  log: Log,
): Promise<DictionaryPatterns & { readonly operatorWords: Dictionary }> {
  const patterns = dictionaryPatterns(log);
  return { ...patterns, operatorWords: await operatorWords(dictionaryFile, patterns.vetPattern) };
}

/**
 * How words are said for everybody, from a file as `/pronounce import` takes it (CSV or JSON); none without a path.
 * Rejects with a `ConfigError` that names every bad row.
 */
export async function operatorWords(
  path: string | undefined,
  vetPattern: VetPattern,
): Promise<Dictionary> {
  if (path === undefined) return compile([]).dictionary;
  const { entries, problems } = fromText(await textOf(path), maxEntries);
  if (problems.length > 0)
    throw refused(problems.map((problem) => inEnglish(rowProblemText(problem))));
  const sounds = entries.filter(({ to }) => to.kind === 'sound');
  if (sounds.length > 0)
    throw refused(sounds.map((entry) => about(entry, 'Only servers and people have sounds.')));
  const compiled = compile(entries);
  if (compiled.problems.length > 0)
    throw refused(
      compiled.problems.map(({ index, problem }) => about(entries[index], said(problem))),
    );
  for (const entry of entries) {
    const problem = entry.match === 'pattern' ? await vetPattern(entry.from) : undefined;
    if (problem !== undefined) throw refused([about(entry, said(problem))]);
  }
  return compiled.dictionary;
}

async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const isText = error instanceof TypeError;
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw refused([isText ? 'It is no text in UTF-8.' : `It can't be read${code}.`]);
  }
}

function said(problem: WordProblem): string {
  return inEnglish(problemText(problem));
}

function about(entry: Entry | undefined, problem: string): string {
  return `“${entry?.from ?? ''}”: ${problem}`;
}

function refused(problems: readonly string[]): ConfigError {
  const shown = problems.slice(0, maxProblems);
  const more = problems.length - shown.length;
  const lines = more > 0 ? [...shown, `And ${more} more.`] : shown;
  return new ConfigError(
    `Crier can't start with the file that CRIER_DICTIONARY names:\n${lines.map((line) => `✖ ${line}`).join('\n')}`,
  );
}
