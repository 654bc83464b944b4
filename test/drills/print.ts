import type { Row } from './play.ts';

const columns = ['drill', 'lines', 'deAPI/fallback', 'told', 'late ms (median, max)', 'billed'];

const inSeconds = (ms: number): number => Math.round(ms / 1_000);

/** For people: a line of figures for each drill, then what was written in the channel, and what is wrong. */
export function printTable(rows: readonly Row[]): void {
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
  write(columns.join(' · '));
  for (const row of rows) {
    const told = Object.entries(row.told).map(([outcome, count]) => `${count} ${outcome}`);
    const { lateMs, billed, ledger, spokenBy } = row;
    const figures = [
      row.lines,
      `${spokenBy.deAPI}/${spokenBy.fallback}`,
      told.join(', '),
      lateMs ? `${Math.round(lateMs.median)}, ${Math.round(lateMs.max)}` : '–',
      `${billed.jobs} jobs, $${billed.usd.toFixed(6)}`,
    ];
    write([row.drill, ...figures].join(' · '));
    write(
      `    ledger: ${ledger.jobs} jobs, $${ledger.usd.toFixed(6)}, in doubt $${ledger.doubtfulUsd.toFixed(6)}; ` +
        `back after ${row.backMs === undefined ? '–' : Math.round(row.backMs)} ms`,
    );
    const steps = Object.entries(row.tookMs).map(([step, ms]) => `${step} ${inSeconds(ms)}`);
    write(`    took ${steps.join(', ')} s`);
    for (const notice of row.notices) write(`    “${notice}”`);
    for (const problem of row.problems) write(`    ! ${problem}`);
  }
}
