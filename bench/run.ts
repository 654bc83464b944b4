/**
 * Runs the benchmark and prints a table, or with `--json` the same as JSON, alone on standard output.
 * `--only PREFIX` runs only the scenarios that make a row whose name begins so.
 */
import { parseArgs } from 'node:util';

import { rowOf, type Row } from './row.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});

const rows: Row[] = [];
let failed = false;
for (const scenario of scenarios) {
  if (!scenario.names.some((name) => name.startsWith(values.only))) continue;
  process.stderr.write(`measuring ${scenario.names.join(', ')} …\n`);
  try {
    for (const figure of await scenario.measure()) {
      const row = rowOf(figure);
      if (row?.name.startsWith(values.only)) rows.push(row);
    }
  } catch (error) {
    // One scenario that breaks leaves its rows out and the others in; the exit code still tells.
    failed = true;
    process.stderr.write(`${scenario.names.join(', ')} could not be measured: ${String(error)}\n`);
  }
}

if (values.json) {
  process.stdout.write(`${JSON.stringify({ rows })}\n`);
} else {
  for (const { name, median, p95, unit, runs } of rows) {
    process.stdout.write(
      `${name.padEnd(32)} ${String(median).padStart(10)} ${unit.padEnd(6)} p95 ${String(p95).padStart(10)}   ${runs} runs\n`,
    );
  }
}
// Child processes and sockets of a scenario that broke must not keep the benchmark from ending.
process.exit(failed ? 1 : 0);
