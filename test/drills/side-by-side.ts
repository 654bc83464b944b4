import { spawn } from 'node:child_process';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { Drill } from './drills.ts';
import type { Row } from './play.ts';

const script = fileURLToPath(new URL('run.ts', import.meta.url));

/**
 * Plays several drills at the same time, each in a process of its own: what one of them computes holds up the stand-ins
 * of no other. The rows come in the order of the drills; those that broke off are named beside them.
 */
export async function playAll(
  drills: readonly Drill[],
  atOnce: number,
  say: (line: string) => void,
): Promise<{ readonly rows: readonly Row[]; readonly brokeOff: readonly string[] }> {
  const rows: (Row | undefined)[] = [];
  const brokeOff: string[] = [];
  const left = drills.entries();
  const some = async (): Promise<void> => {
    for (const [at, { name }] of left) {
      const sinceMs = performance.now();
      const row = await playApart(name);
      rows[at] = row;
      if (!row) brokeOff.push(name);
      say(`${name}: ${Math.round((performance.now() - sinceMs) / 1_000)} s`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, some));
  return { rows: rows.filter((row) => row !== undefined), brokeOff };
}

/** Undefined when it broke off; then it has said why. */
async function playApart(name: string): Promise<Row | undefined> {
  const args = [...process.execArgv, script, '--only', name, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await textOf(child.stdout);
  return said === '' ? undefined : (JSON.parse(said) as [Row])[0];
}
