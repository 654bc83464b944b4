import { parseArgs } from 'node:util';

import { misused } from '../../bench/arguments.ts';
import { isKnown, provokeAll } from './all.ts';
import { printTable } from './print.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const only = values.only?.split(',').map((id) => id.trim());
const strange = only?.filter((id) => !isKnown(id)) ?? [];
if (strange.length > 0)
  misused(
    `--only takes ids of the catalogue, separated by commas, and not "${strange.join(', ')}".`,
  );
const onGroup = (name: string): void => void process.stderr.write(`  ${name}\n`);
const { rows, network } = await provokeAll({ ...(only && { only }), onGroup });
if (values.json) process.stdout.write(`${JSON.stringify({ rows, network })}\n`);
else printTable(rows, network);
process.exitCode = [...rows, ...network].every(({ problems }) => problems.length === 0) ? 0 : 1;
