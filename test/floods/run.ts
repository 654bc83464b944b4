/**
 * Floods the real bot with everything that a member can give it, each at its worst, while people listen in another server.
 * Prints what that did to them and to the bot's memory; ends with 1 when it was more than it may be. `--only` takes names,
 * separated by commas; `--seed` makes other texts; `--heap` bounds the heap of the bot's main process, in MB; `--json` prints
 * the same as JSON, alone on standard output.
 */
import { parseArgs } from 'node:util';

import { misused, wholeNumber } from '../../bench/arguments.ts';
import type { Row } from './flood.ts';
import { measure } from './measure.ts';
import { heading, limitLine, shown } from './print.ts';
import { floods } from './table.ts';

const { values } = parseArgs({
  options: {
    heap: { type: 'string' },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = wholeNumber('seed', values.seed, 0);
const heapMb = values.heap === undefined ? undefined : wholeNumber('heap', values.heap, 64);
const only = values.only?.split(',').map((name) => name.trim());
const strange = only?.filter((name) => !floods.some((flood) => flood.name === name)) ?? [];
if (strange.length > 0)
  misused(
    `--only takes names of floods, separated by commas, and not "${strange.join(', ')}": ${floods.map(({ name }) => name).join(', ')}.`,
  );

const rows: Row[] = [];
const say = (text: string): void => void (values.json || process.stdout.write(`${text}\n`));
say(`${heading}\n${limitLine}`);
for (const flood of floods) {
  if (only && !only.includes(flood.name)) continue;
  process.stderr.write(`pouring ${flood.name} …\n`);
  const row = await measure(flood, { seed, heapMb });
  rows.push(row);
  say(shown(row));
}
if (values.json) process.stdout.write(`${JSON.stringify({ seed, heapMb, rows })}\n`);
// Nothing that a flood left open may keep it from ending.
process.exit(rows.every(({ problems }) => problems.length === 0) ? 0 : 1);
