/**
 * Lets deAPI fail in each way that it has, while people talk, and looks who spoke for whom, how late, and what was paid.
 * Prints a table; ends with 1 when something was lost, doubled or paid twice. `--only` takes names, separated by commas;
 * `--json` prints JSON alone.
 */
import { parseArgs } from 'node:util';

import { misused } from '../../bench/arguments.ts';
import { drills } from './drills.ts';
import { play } from './play.ts';
import type { Row } from './play.ts';
import { printTable } from './print.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const only = values.only?.split(',').map((name) => name.trim());
const names = drills.map(({ name }) => name);
const strange = only?.filter((name) => !names.includes(name)) ?? [];
if (strange.length > 0)
  misused(`--only takes of ${names.join(', ')}, and not "${strange.join(', ')}".`);

const rows: Row[] = [];
for (const drill of drills) {
  if (only && !only.includes(drill.name)) continue;
  process.stderr.write(`  ${drill.name}\n`);
  rows.push(await play(drill));
}
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else printTable(rows);
process.exit(rows.every(({ problems }) => problems.length === 0) ? 0 : 1);
