import { readFile } from 'node:fs/promises';

import { expect, onTestFinished, test } from 'vitest';

import { startChangerProcess } from '#audio/changing/changer-process.ts';

import { childrenOf, environmentSeenBy } from '../../child-processes.ts';

test("the process sees nothing of the bot's environment, and may neither write nor start anything", async () => {
  process.env['CRIER_TEST_SECRET'] = 'token';
  const before = new Set(await childrenOf(process.pid));
  const ready = new Promise((resolve) => {
    const changer = startChangerProcess({ message: resolve, died: resolve });
    onTestFinished(() => {
      changer.kill();
      delete process.env['CRIER_TEST_SECRET'];
    });
  });
  expect(await ready).toEqual({ type: 'ready' });
  const [pid = 0, ...others] = (await childrenOf(process.pid)).filter((id) => !before.has(id));
  expect(others).toEqual([]);
  expect(await environmentSeenBy(pid)).not.toHaveProperty('CRIER_TEST_SECRET');
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'latin1');
  expect(commandLine).toContain('--permission');
  expect(commandLine).not.toMatch(/--allow-(child-process|worker|wasi)/u);
});
