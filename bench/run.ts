/**
 * Runs the benchmark and prints a table, or with `--json` the same as JSON, alone on standard output.
 * `--only PREFIX` runs only the scenarios that make a row whose name begins so. `--check` holds the rows against
 * `limits.json`, says which are above, and ends with 1 for any.
 */
import { parseArgs } from 'node:util';

import { misused } from './arguments.ts';
import { excesses } from './limits.ts';
import { rowOf, type Row } from './row.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const isWanted = (name: string): boolean => name.startsWith(values.only);
const wantedNames = scenarios.flatMap(({ names }) => names).filter(isWanted);
const lacking = new Set(scenarios.flatMap((scenario) => scenario.lacking ?? []));
if (wantedNames.length === 0)
  misused(`--only takes the beginning of a row's name, and none begins with "${values.only}".`);

const rows: Row[] = [];
let failed = false;
for (const scenario of scenarios) {
  if (!scenario.names.some(isWanted)) continue;
  for (const name of (scenario.lacking ?? []).filter(isWanted))
    process.stderr.write(`${name} needs programs that are not installed here\n`);
  process.stderr.write(`measuring ${scenario.names.join(', ')} …\n`);
  try {
    for (const figure of await scenario.measure()) {
      const row = rowOf(figure);
      if (row && isWanted(row.name)) rows.push(row);
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
if (values.check) {
  const measurable = wantedNames.filter((name) => !lacking.has(name));
  for (const excess of excesses(measurable, rows)) {
    failed = true;
    process.stderr.write(`TOO MUCH: ${excess}\n`);
  }
}
// Child processes and sockets of a scenario that broke must not keep the benchmark from ending.
process.exit(failed ? 1 : 0);
