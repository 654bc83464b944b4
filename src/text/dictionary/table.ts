import { compile } from './dictionary.ts';
import type { WrittenEntry } from './dictionary.ts';
import type { Entry } from './entry.ts';
import { fromText } from './exchange.ts';
import type { Imported, RowProblem } from './exchange.ts';

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
  const all = [...problems, ...refused.map(({ entry, problem }) => problemWith(entry, problem))];
  if (sounds > 0)
    all.push({ row: 0, problem: `${sounds} sounds can't be imported: add each with its file.` });
  return {
    entries: spoken.filter((entry) => !bad.has(entry)),
    problems: all.slice(0, maxProblems),
    problemCount: all.length,
  };
}

/** What is wrong with a word of which nobody knows the row any more. */
export function problemWith({ from }: Entry, problem: string): RowProblem {
  return { row: 0, problem: `“${from.slice(0, 40)}”: ${problem}` };
}

/** Equal for entries of which one takes the other's place. */
function keyOf({ match, from }: WrittenEntry): string {
  return `${match} ${from}`;
}

function imported(bytes: Uint8Array, maxRows: number): Imported {
  try {
    return fromText(decoder.decode(bytes), maxRows);
  } catch {
    const problem = 'The file is no text in UTF-8. Save it as CSV (UTF-8) or JSON.';
    return { entries: [], problems: [{ row: 0, problem }] };
  }
}
