/**
 * Prints what machines, money and time so many servers take. `--calibrate FILE` takes newer rows of the benchmark, as
 * `npm run --silent bench -- --json` prints them, several times if need be; `--machine WORDS` says where they were measured, and
 * `--write` puts the outlook into docs/growing.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import type { Row } from '../row.ts';
import { calibrated } from './calibration.ts';
import type { Measured } from './calibration.ts';
import { growthPart, outlooks, outlookTable, withGrowth } from './page.ts';

const { values } = parseArgs({
  options: {
    calibrate: { type: 'string', multiple: true, default: [] },
    machine: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const kept = fileURLToPath(new URL('calibration.json', import.meta.url));
const pagePath = fileURLToPath(new URL('../../docs/growing.md', import.meta.url));

const rows = values.calibrate.flatMap(
  (path) => (JSON.parse(readFileSync(path, 'utf8')) as { readonly rows: readonly Row[] }).rows,
);
let measured = JSON.parse(readFileSync(kept, 'utf8')) as Measured;
if (rows.length > 0) {
  const { machine = measured.machine } = values;
  measured = { machine, figures: calibrated(measured.figures, rows) };
  writeFileSync(kept, `${JSON.stringify(measured, undefined, 2)}\n`);
}
const all = outlooks(measured);
if (values.write)
  writeFileSync(pagePath, withGrowth(readFileSync(pagePath, 'utf8'), growthPart(measured, all)));
process.stdout.write(`${outlookTable(all)}\n`);
