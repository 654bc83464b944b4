import { readdir, readFile } from 'node:fs/promises';

import { expect, onTestFinished, test } from 'vitest';

import { startChangerProcess } from '#audio/changing/changer-process.ts';

/** The processes that this one has started, as far as they live. */
async function children(): Promise<ReadonlySet<string>> {
  const tasks = await readdir('/proc/self/task');
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/self/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return new Set(lists.flatMap((list) => list.split(/\s+/u).filter(Boolean)));
}

test("the process sees nothing of the bot's environment, and may neither write nor start anything", async () => {
  process.env['CRIER_TEST_SECRET'] = 'token';
  const before = await children();
  const ready = new Promise((resolve) => {
    const changer = startChangerProcess({ message: resolve, died: resolve });
    onTestFinished(() => {
      changer.kill();
      delete process.env['CRIER_TEST_SECRET'];
    });
  });
  expect(await ready).toEqual({ type: 'ready' });
  const [pid, ...others] = [...(await children())].filter((id) => !before.has(id));
  expect(others).toEqual([]);
  expect(await readFile(`/proc/${pid}/environ`, 'latin1')).not.toContain('CRIER_TEST_SECRET');
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'latin1');
  expect(commandLine).toContain('--permission');
  expect(commandLine).not.toMatch(/--allow-(child-process|worker|wasi)/u);
});
