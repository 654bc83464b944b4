/**
 * Runs tests and tells what of a folder of src they ran, in whatever process: `npm run coverage`, or for other places
 * `npm run coverage -- --of src/discord --tests test/discord`. Exit code 1 when a test failed or less than 95 % of the branches ran.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { convert } from 'ast-v8-to-istanbul';
import { parseAstAsync } from 'vitest/node';

const wantedPercent = 95;
const { values } = parseArgs({
  options: {
    of: { type: 'string', default: 'src/call' },
    tests: { type: 'string', multiple: true, default: ['test/call'] },
  },
});

type Script = Parameters<typeof convert>[0]['coverage'];
type FileCoverage = Awaited<ReturnType<typeof convert>>[string];

const folder = mkdtempSync(join(tmpdir(), 'crier-coverage-'));
const failed = await runTests();
const files = await gather();
rmSync(folder, { recursive: true });
const branchPercent = print();
process.exitCode = failed || branchPercent < wantedPercent ? 1 : 0;

async function runTests(): Promise<boolean> {
  const vitest = fileURLToPath(new URL('../vitest.mjs', import.meta.resolve('vitest')));
  const child = spawn(process.execPath, [vitest, 'run', ...values.tests], {
    stdio: 'inherit',
    env: { ...process.env, NODE_V8_COVERAGE: folder },
  });
  return new Promise((done) => {
    child.on('exit', (code) => done(code !== 0));
  });
}

/** Adds up what every process wrote, by file. */
async function gather(): Promise<Map<string, FileCoverage>> {
  const place = `${pathToFileURL(resolve(values.of)).href}/`;
  const sums = new Map<string, FileCoverage>();
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      readonly result: readonly Script[];
    };
    for (const script of result.filter(({ url }) => url.startsWith(place))) {
      // Node runs the file with its types blanked out, so that every place in it stays where it is.
      const code = stripTypeScriptTypes(readFileSync(fileURLToPath(script.url), 'utf8'));
      const ast = await parseAstAsync(code);
      const [counted] = Object.values(await convert({ ast, code, coverage: script }));
      if (!counted) continue;
      const sum = sums.get(script.url);
      if (sum) add(sum, counted);
      else sums.set(script.url, counted);
    }
  }
  return sums;
}

function add(sum: FileCoverage, more: FileCoverage): void {
  for (const key of Object.keys(more.s)) sum.s[key] = (sum.s[key] ?? 0) + (more.s[key] ?? 0);
  for (const key of Object.keys(more.f)) sum.f[key] = (sum.f[key] ?? 0) + (more.f[key] ?? 0);
  for (const key of Object.keys(more.b))
    sum.b[key] = (more.b[key] ?? []).map((count, way) => count + (sum.b[key]?.[way] ?? 0));
}

/** A line a file, with the lines whose branches didn't run. Returns the share of branches that did. */
function print(): number {
  const all: number[] = [];
  for (const [url, { b, f, s, branchMap }] of [...files].toSorted(([left], [right]) =>
    left.localeCompare(right),
  )) {
    const branches = Object.values(b).flat();
    const missed = Object.entries(b).flatMap(([key, ways]) =>
      ways.flatMap((count, way) =>
        count > 0
          ? []
          : [branchMap[key]?.locations[way]?.start.line ?? branchMap[key]?.loc.start.line],
      ),
    );
    all.push(...branches);
    const shares = [branches, Object.values(f), Object.values(s)].map((counts) =>
      `${percent(counts).toFixed(1)} %`.padStart(8),
    );
    const file = fileURLToPath(url).slice(resolve('.').length + 1);
    process.stdout.write(
      `${file.padEnd(36)} ${shares.join(' ')}  ${[...new Set(missed)].join(' ')}\n`,
    );
  }
  const share = percent(all);
  process.stdout.write(
    `branches, functions, statements; lines whose branches did not run\nall branches: ${share.toFixed(2)} %\n`,
  );
  return share;
}

function percent(counts: readonly number[]): number {
  return counts.length === 0
    ? 100
    : (counts.filter((count) => count > 0).length / counts.length) * 100;
}
