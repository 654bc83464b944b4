/**
 * Lets deAPI fail in each way that it has, while people talk, and looks who spoke for whom, how late, and what was paid.
 * Prints a table; ends with 1 when something was lost, doubled or paid twice. `--only` takes names, separated by commas;
 * `--at-once` how many are played side by side, for they mostly wait; `--json` prints JSON alone.
 */
import { parseArgs } from 'node:util';

import { misused, wholeNumber } from '../../bench/arguments.ts';
import { drills } from './drills.ts';
import { play } from './play.ts';
import { printTable } from './print.ts';
import { playAll } from './side-by-side.ts';

/** So many keep two cores busy for about half of the time. */
const usuallyAtOnce = '4';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    'at-once': { type: 'string', default: usuallyAtOnce },
  },
});
const only = values.only?.split(',').map((name) => name.trim());
const names = drills.map(({ name }) => name);
const strange = only?.filter((name) => !names.includes(name)) ?? [];
if (strange.length > 0)
  misused(`--only takes of ${names.join(', ')}, and not "${strange.join(', ')}".`);
const atOnce = wholeNumber('at-once', values['at-once']);

const wanted = drills.filter(({ name }) => only?.includes(name) ?? true);
const [first, ...others] = wanted;
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const { rows, brokeOff } =
  first && others.length === 0
    ? { rows: [await play(first)], brokeOff: [] }
    : await playAll(wanted, atOnce, say);
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else printTable(rows);
for (const name of brokeOff) say(`! ${name} broke off`);
const isGood = brokeOff.length === 0 && rows.every(({ problems }) => problems.length === 0);
process.exit(isGood ? 0 : 1);
