import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, test, vi } from 'vitest';

import { openStore } from '#store/open-store.ts';
import { StoreError } from '#store/store-error.ts';

import { anyClip, clipFilesIn, keepClone, temporaryFolder, testStore } from './folder.ts';

const file = 'crier.sqlite';

test('only the operator’s account can read the store', async () => {
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'A');
  const [clip = ''] = await clipFilesIn(rig.folder);
  for (const path of [file, join('clips', clip)])
    expect((await stat(join(rig.folder, path))).mode & 0o077).toBe(0);
});

test('a store of a newer version is refused, and stays as it is', async () => {
  await using folder = await temporaryFolder();
  await (await openStore({ folder: folder.path })).close();
  const path = join(folder.path, file);
  const database = new DatabaseSync(path);
  database.exec(`INSERT INTO kysely_migration VALUES ('999-future', '2030-01-01T00:00:00.000Z')`);
  database.close();
  const before = await readFile(path);
  const opening = openStore({ folder: folder.path });
  await expect(opening).rejects.toThrow(/newer version of Crier.*999-future/);
  await expect(opening).rejects.toBeInstanceOf(StoreError);
  expect(await readFile(path)).toEqual(before);
});

test('a file that is no database is refused, and stays as it is', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, file);
  await writeFile(path, 'my shopping list, quite long, '.repeat(100));
  const before = await readFile(path);
  const opening = openStore({ folder: folder.path });
  await expect(opening).rejects.toBeInstanceOf(StoreError);
  await expect(opening).rejects.toThrow(/damaged or isn't Crier's/);
  expect(await readFile(path)).toEqual(before);
});

test('a damaged database is refused with what the operator can do', async () => {
  await using folder = await temporaryFolder();
  const store = await openStore({ folder: folder.path });
  await store.wordFilter.change('club', 'mod', {
    add: Array.from({ length: 4_000 }, (_, index) => `word number ${index}`),
  });
  await store.close();
  const handle = await open(join(folder.path, file), 'r+');
  const { size } = await handle.stat();
  await handle.write(Buffer.alloc(20_000, 0x5a), 0, 20_000, Math.floor(size / 2));
  await handle.close();
  await expect(openStore({ folder: folder.path })).rejects.toThrow(/damaged.*Put back a copy/);
});

test('a folder that cannot be written is named', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, file));
  await expect(openStore({ folder: folder.path })).rejects.toThrow(
    /can't be opened: check that the folder exists/,
  );
});

test('what a crash left of clips is removed at the next start, what is young or foreign stays', async () => {
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'A', anyClip());
  const kept = await clipFilesIn(rig.folder);
  const old = new Date(Date.now() - 2 * 3_600_000);
  for (const name of ['aa.clip', 'bb.1-1.clip-draft', 'note.txt']) {
    await writeFile(join(rig.folder, 'clips', name), 'left over');
    await utimes(join(rig.folder, 'clips', name), old, old);
  }
  await writeFile(join(rig.folder, 'clips', 'young.clip'), 'another process is about to keep it');
  for (const name of kept) await utimes(join(rig.folder, 'clips', name), old, old);
  await rig.reopen();
  expect((await clipFilesIn(rig.folder)).toSorted()).toEqual(
    [...kept, 'note.txt', 'young.clip'].toSorted(),
  );
});

test('what a crash left just before the start is removed an hour later, without another start', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'clips'), { recursive: true });
  await writeFile(join(folder.path, 'clips', 'young.clip'), 'the voice of somebody');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    let nowMs = Date.now();
    const store = await openStore({ folder: folder.path, now: () => nowMs });
    await keepClone(store, 'ann', 'A', anyClip());
    expect(await clipFilesIn(folder.path)).toHaveLength(2);
    nowMs += 3_601_000;
    vi.advanceTimersByTime(3_600_000);
    await store.close();
    expect(await clipFilesIn(folder.path)).toHaveLength(1);
    expect(await clipFilesIn(folder.path)).not.toContain('young.clip');
  } finally {
    vi.useRealTimers();
  }
});

test('two processes that start at once on an empty folder both run', async () => {
  await using folder = await temporaryFolder();
  const start = async (): Promise<number | null> => {
    const child = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { openStore } from '${new URL('../../src/store/open-store.ts', import.meta.url).href}';
       const store = await openStore({ folder: ${JSON.stringify(folder.path)} });
       for (let n = 0; n < 50; n += 1)
         await store.serverSettings.change('1', { actorId: 'a' }, (now) => ({
           ...now, forbiddenVoices: [...now.forbiddenVoices, process.pid + ' ' + n] }));
       await store.close();`,
    ]);
    child.stderr.pipe(process.stderr);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  expect(await Promise.all([start(), start(), start()])).toEqual([0, 0, 0]);
  const store = await openStore({ folder: folder.path });
  expect((await store.serverSettings.get('1')).forbiddenVoices).toHaveLength(150);
  await store.close();
});

test('a lock that somebody else holds on is named after two seconds', async () => {
  await using folder = await temporaryFolder();
  const store = await openStore({ folder: folder.path });
  const holder = new DatabaseSync(join(folder.path, file));
  holder.exec('BEGIN IMMEDIATE');
  const began = performance.now();
  const change = store.people.change('ann', { actorId: 'ann' }, (now) => now);
  await expect(change).rejects.toThrow('locked');
  expect(performance.now() - began).toBeGreaterThan(1_500);
  holder.exec('ROLLBACK');
  holder.close();
  await store.people.change('ann', { actorId: 'ann' }, (now) => ({ ...now, optedOut: true }));
  expect(await store.people.get('ann')).toMatchObject({ optedOut: true });
  await store.close();
});
