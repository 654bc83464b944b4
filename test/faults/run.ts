import { parseArgs } from 'node:util';

import { provokeAll } from './all.ts';
import { printTable } from './print.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const only = values.only?.split(',').map((id) => id.trim());
const onGroup = (name: string): void => void process.stderr.write(`  ${name}\n`);
const { rows, network } = await provokeAll({ ...(only && { only }), onGroup });
if (values.json) process.stdout.write(`${JSON.stringify({ rows, network })}\n`);
else printTable(rows, network);
process.exitCode = [...rows, ...network].every(({ problems }) => problems.length === 0) ? 0 : 1;
