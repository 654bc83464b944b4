import { compile } from './dictionary.ts';
import type { WrittenEntry } from './dictionary.ts';
import type { Entry } from './entry.ts';
import { fromText } from './exchange.ts';
import type { Imported } from './exchange.ts';
import { problemWith } from './problem.ts';
import type { RowProblem } from './problem.ts';

/** The gain of a table for an owner who has words already. */
export interface TableReading {
  /** Words that can be kept as they are, each once. */
  readonly entries: readonly WordsEntry[];
  /** The first of them: nobody reads more. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
}

/** A word that is said in other words. */
export interface WordsEntry extends Entry {
  readonly to: Extract<Entry['to'], { readonly kind: 'words' }>;
}

export interface TableBounds {
  readonly maxRows: number;
  /** The owner's words, some of which the table may replace. */
  readonly known: readonly WrittenEntry[];
}

const maxProblems = 20;
const silence = { kind: 'words', words: '' } as const;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads the bytes of a table. Takes time and memory as large as the table is strange: strangers' are read in a child process. */
export function readTable(bytes: Uint8Array, { maxRows, known }: TableBounds): TableReading {
  const { entries, problems } = imported(bytes, maxRows);
  const spoken = entries.filter((entry): entry is WordsEntry => entry.to.kind === 'words');
  const sounds = entries.length - spoken.length;
  const replaced = new Set(spoken.map((entry) => keyOf(entry)));
  const kept = known
    .filter((entry) => !replaced.has(keyOf(entry)))
    .map(({ match, from, caseSensitive }): Entry => ({ match, from, caseSensitive, to: silence }));
  const refused = compile([...kept, ...spoken]).problems.flatMap(({ index, problem }) => {
    const entry = spoken[index - kept.length];
    return entry ? [{ entry, problem }] : [];
  });
  const bad = new Set<Entry>(refused.map(({ entry }) => entry));
  const all = [
    ...problems,
    ...refused.map(({ entry, problem }) => problemWith(entry.from, problem)),
  ];
  if (sounds > 0) all.push({ row: 0, problem: { kind: 'sounds', count: sounds } });
  return {
    entries: spoken.filter((entry) => !bad.has(entry)),
    problems: all.slice(0, maxProblems),
    problemCount: all.length,
  };
}

/** Equal for entries of which one takes the other's place. */
function keyOf({ match, from }: WrittenEntry): string {
  return `${match} ${from}`;
}

function imported(bytes: Uint8Array, maxRows: number): Imported {
  try {
    return fromText(decoder.decode(bytes), maxRows);
  } catch {
    return { entries: [], problems: [{ row: 0, problem: { kind: 'no-text' } }] };
  }
}
