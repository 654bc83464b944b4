/**
 * Spoils clips and has them checked: `npm run fuzz`, `npm run fuzz -- --files 1000 --seed 7`. Ends with 1 when one of
 * them was too much for the checker; the seed and the number say which.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

import { wholeNumber } from '../../bench/arguments.ts';
import { fuzzClips } from './fuzz-clips.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const seed = values.seed === undefined ? randomInt(2 ** 32) : wholeNumber('seed', values.seed, 0);
const fileCount = wholeNumber('files', values.files);
process.stdout.write(`fuzzing ${fileCount} clips with seed ${seed}\n`);

const report = await fuzzClips({
  seed,
  fileCount,
  maxMs: 2000,
  onProgress: (done) => process.stderr.write(`${done} clips\n`),
});

for (const { file, what } of report.faults) process.stdout.write(`clip ${file}: ${what}\n`);
const megabytes = Math.round(report.largestRssBytes / 1024 / 1024);
process.stdout.write(
  `${report.read} read, ${report.refused} refused, ${report.faults.length} faults; slowest ${Math.round(report.slowestMs)} ms, at most ${megabytes} MB at clip ${report.largestFile}, ${report.starts} processes\n`,
);
process.exit(report.faults.length > 0 ? 1 : 0);
