import type { Limit } from './fault.ts';
import type { Row } from './row.ts';

const columns = ['id', 'outcome', 'gap ms', 'words lost', 'speech again ms', 'others’ gap ms'];

/** For people: a line of figures, then what was done, read and wrong. */
export function printTable(rows: readonly Row[], network: readonly Row[]): void {
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
  for (const table of [rows, network]) {
    if (table.length === 0) continue;
    write(columns.join(' · '));
    for (const row of table.flatMap((row) => row.ways ?? [row])) {
      const figures = [
        held(row.gapMs, row.gapAtMostMs),
        row.wordsLost ?? '–',
        held(row.speechAgainMs, row.speechAgainAtMostMs),
        row.othersGapMs ?? '–',
      ];
      write([row.id, row.outcome, ...figures].join(' · '));
      write(`    ${row.how}`);
      for (const [what, limit] of [
        ['gap', row.gapAtMostMs],
        ['speech again', row.speechAgainAtMostMs],
      ] as const)
        if (typeof limit === 'string') write(`    no limit on ${what}: ${limit}`);
      if (row.told !== null) write(`    “${row.told}”`);
      if (row.tries > 1) write(`    (try ${row.tries}: this machine is busy)`);
      for (const problem of row.problems) write(`    ! ${problem}`);
    }
    write('');
  }
}

/** A figure with the most that it may be. */
function held(figure: number | null, limit: Limit | null): string {
  return typeof limit === 'number' ? `${figure ?? '–'} (≤ ${limit})` : `${figure ?? '–'}`;
}
