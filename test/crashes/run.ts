/**
 * Kills the bot at moments of a scripted load, starts it anew each time, and looks what people and the account have of
 * it. Prints what became of it; ends with 1 when something was paid twice, never answered, or when its books and the bill
 * contradict each other. `--kills` says how often, `--each` how many of them at each border, `--only` which borders,
 * `--seed` which moments; `--json` prints JSON alone, `--log` names a file for what the bot wrote in each of its lives.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { wholeNumber } from '../../bench/arguments.ts';
import { borders } from './borders.ts';
import { crash, planned } from './crash.ts';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '11' },
    json: { type: 'boolean', default: false },
    log: { type: 'string' },
    only: { type: 'string', default: borders.join(',') },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
  },
});
const seed =
  values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('seed', values.seed, 0);
const total = wholeNumber('kills', values.kills, 1);
const only = borders.filter((border) => values.only.split(',').includes(border));
const atEach = wholeNumber('each', values.each, 0);

process.stderr.write(`seed ${seed}\n`);
const verdict = await crash(planned(total, atEach, only, seed), {
  seed,
  say: (line) => void process.stderr.write(`${line}\n`),
  onLife(life, output) {
    if (values.log !== undefined)
      appendFileSync(values.log, output.map((line) => `${life} ${line}\n`).join(''));
  },
});
process.stdout.write(`${JSON.stringify({ seed, ...verdict }, undefined, values.json ? 0 : 2)}\n`);
process.exit(verdict.problems.length === 0 ? 0 : 1);
