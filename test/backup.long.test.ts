import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';

import { expect, test, vi } from 'vitest';

import { keepClone, temporaryFolder, testStore } from './store/folder.ts';
import { rowsOf } from './store/rows.ts';
import { runTool, startTool } from './tools.ts';

// The two scripts as an operator starts them: neither needs a token.

test('a back-up is one file for its owner’s eyes, which is restored elsewhere, row by row', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  const path = join(base.path, 'mine.tar');
  const made = await runTool('backup', [path], { CRIER_DATA: rig.folder });
  expect(made).toMatchObject({ code: 0 });
  expect(made.said).toMatch(/was read back.*1 recordings.*as secret as the data folder/u);
  expect(await readdir(base.path)).toEqual(['mine.tar']);
  expect((await stat(path)).mode & 0o077).toBe(0);
  const folder = join(base.path, 'deep', 'data');
  const told = await runTool('restore', [path], { CRIER_DATA: folder });
  expect(told).toMatchObject({ code: 0 });
  expect(told.said).toMatch(/data is as it was at 20.*people deleted since/u);
  expect(rowsOf(folder)).toEqual(rowsOf(rig.folder));
});

test('what is there already is replaced where that is asked for, and else stays', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  const path = join(base.path, 'mine.tar');
  await runTool('backup', [path], { CRIER_DATA: rig.folder });
  await using other = await testStore();
  await keepClone(other.store, 'bob', 'His');
  await other.store.close();
  const before = rowsOf(other.folder);
  const restored = (...args: readonly string[]) =>
    runTool('restore', [path, ...args], { CRIER_DATA: other.folder });
  const refused = await restored();
  expect(refused).toMatchObject({ code: 78 });
  expect(refused.said).toContain('--replace');
  expect(rowsOf(other.folder)).toEqual(before);
  expect(await restored('--replace')).toMatchObject({ code: 0 });
  expect(rowsOf(other.folder)).toEqual(rowsOf(rig.folder));
});

test('a back-up goes through a pipe, where no other disk can be written', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  const made = await runTool('backup', ['-'], { CRIER_DATA: rig.folder });
  const folder = join(base.path, 'data');
  const told = await runTool('restore', ['-'], { CRIER_DATA: folder }, made.written);
  expect(told).toMatchObject({ code: 0 });
  expect(rowsOf(folder)).toEqual(rowsOf(rig.folder));
  const torn = await runTool(
    'restore',
    ['-', '--replace'],
    { CRIER_DATA: folder },
    made.written.subarray(0, 3_000),
  );
  expect(torn).toMatchObject({ code: 78 });
  expect(torn.said).toMatch(/back-up “-” is cut off/u);
  expect(rowsOf(folder)).toEqual(rowsOf(rig.folder));
});

test('what can’t be is said in one sentence, with the exit code of what the operator mends', async () => {
  await using base = await temporaryFolder();
  const path = join(base.path, 'some.tar');
  await writeFile(path, 'somebody’s letters');
  const environment = { CRIER_DATA: join(base.path, 'data') };
  const cases = [
    ['backup', [join(base.path, 'a.tar')], /There is no store in/u],
    ['backup', [path], /is there already/u],
    ['restore', [], /Say which back-up/u],
    ['restore', [path, '--force'], /Say which back-up/u],
    ['restore', [join(base.path, 'none.tar')], /can't be read/u],
    ['restore', [path], /no back-up of Crier/u],
  ] as const;
  for (const [script, args, sentence] of cases) {
    const { code, said } = await runTool(script, args, environment);
    expect(code).toBe(78);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toMatch(sentence);
  }
  expect(await readFile(path, 'utf8')).toBe('somebody’s letters');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('a back-up that %s stops leaves nothing behind', async (signal, code) => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  // So large that it is stopped in its middle.
  {
    using file = new DatabaseSync(join(rig.folder, 'crier.sqlite'));
    file.exec(`INSERT INTO filtered_words VALUES ('1', zeroblob(40000000))`);
  }
  const path = join(base.path, 'mine.tar');
  const tool = startTool('backup', [path], { CRIER_DATA: rig.folder });
  const ended = new Promise<number | null>((done) => tool.once('close', done));
  await vi.waitFor(async () => expect(await readdir(base.path)).toEqual(['mine.tar.part']), {
    timeout: 60_000,
    interval: 2,
  });
  tool.kill(signal);
  expect(await text(tool.stderr)).toBe('Stopped: nothing of it is left.\n');
  expect(await ended).toBe(code);
  expect(await readdir(base.path)).toEqual([]);
  expect((await readdir(rig.folder)).filter((name) => name.startsWith('backup-draft'))).toEqual([]);
});

test('a back-up that can’t be written anywhere says where', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  const args = [join(base.path, 'nowhere', 'a.tar')];
  const { code, said } = await runTool('backup', args, { CRIER_DATA: rig.folder });
  expect(code).toBe(78);
  expect(said).toMatch(/Nothing can be written to .*nowhere \(ENOENT\)/u);
  const path = join(base.path, 'mine.tar');
  await writeFile(`${path}.part`, 'of another');
  const second = await runTool('backup', [path], { CRIER_DATA: rig.folder });
  expect([second.code, await readFile(`${path}.part`, 'utf8')]).toEqual([78, 'of another']);
  expect(second.said).toMatch(/mine\.tar\.part is there already/u);
});
