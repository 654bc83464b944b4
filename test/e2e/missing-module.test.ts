import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { openScene } from '../scene.ts';

const preload = fileURLToPath(new URL('../faults/no-davey.ts', import.meta.url));
const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Runs a file of the project where the end-to-end encryption can't be loaded. */
function run(path: string, ...args: string[]): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`--import=${preload}`, pathOf(path), ...args],
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
  });
}

test('a rehearsal without the native modules ends with one sentence about which and what to do', async () => {
  const { code, said } = await run('rehearsal/rehearse.ts', '--bot', 'src/main.js', '--once');
  expect(code).toBe(78);
  expect(said.trim()).toMatch(
    /^The rehearsal needs @snazzah\/davey, .* without --omit=optional\.$/,
  );
});

test('the bot without them says at its start which, and what to do, and ends with the code for configuration', async () => {
  const environment = { NODE_OPTIONS: `--import=${preload}` };
  const scene = await openScene({ awaitReady: false, environment });
  expect(await scene.bot.exited).toMatchObject({ code: 78 });
  expect(scene.bot.output.join('')).toMatch(/@snazzah\/davey .* without --omit=optional/);
  await scene.close();
});

test('a voice process without them leaves it to the bot to say so', async () => {
  expect(await run('src/call/worker/main.ts')).toEqual({ code: 1, said: '' });
});
