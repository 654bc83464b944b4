import type { Row } from './row.ts';

const columns = ['id', 'outcome', 'gap ms', 'words lost', 'speech again ms', 'others’ gap ms'];

/** For people: a line of figures, then what was done, read and wrong. */
export function printTable(rows: readonly Row[], network: readonly Row[]): void {
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
  for (const table of [rows, network]) {
    if (table.length === 0) continue;
    write(columns.join(' · '));
    for (const row of table.flatMap((row) => row.ways ?? [row])) {
      const figures = [row.gapMs, row.wordsLost, row.speechAgainMs, row.othersGapMs];
      write([row.id, row.outcome, ...figures.map((figure) => figure ?? '–')].join(' · '));
      write(`    ${row.how}`);
      if (row.told !== null) write(`    “${row.told}”`);
      if (row.tries > 1) write(`    (try ${row.tries}: this machine is busy)`);
      for (const problem of row.problems) write(`    ! ${problem}`);
    }
    write('');
  }
}
