import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { expect, test } from 'vitest';

import { linkOrCopy } from '#ops/link-or-copy.ts';
import { archiveOf } from '#ops/tar.ts';
import type { TarFile } from '#ops/tar.ts';
import { backUp } from '#store/backup/back-up.ts';
import { draftFolder, linkIfThere } from '#store/backup/draft.ts';
import { databaseName, keyNames, writtenManifest } from '#store/backup/manifest.ts';
import { replaceStore } from '#store/backup/replace-store.ts';
import { restore } from '#store/backup/restore.ts';
import { wholeSnapshot } from '#store/backup/whole-snapshot.ts';
import { writeBackUp } from '#store/backup/write-back-up.ts';
import { migrations } from '#store/sql/migrations.ts';

import { keepClone, temporaryFolder, testStore } from './folder.ts';
import { rowsOf } from './rows.ts';

// A folder holds something before a back-up is restored into it, and little of that is left.

async function backedUp(base: string): Promise<string> {
  await using rig = await testStore();
  await keepClone(rig.store, 'ann', 'Mine');
  await using made = await backUp(rig.folder, '1.2.3');
  const path = join(base, 'backup.tar');
  await pipeline(made.archive, createWriteStream(path));
  return path;
}

const restored = (path: string, folder: string, replaces = false) =>
  restore({ folder, archive: createReadStream(path), called: path, replaces });

test('what is left of a killed restore, or by the file system, is nothing that a folder holds', async () => {
  await using base = await temporaryFolder();
  const folder = join(base.path, 'data');
  for (const name of ['backup-draft-x', 'lost+found'])
    await mkdir(join(folder, name), { recursive: true });
  await restored(await backedUp(base.path), folder);
  expect(await readdir(folder)).toEqual(expect.arrayContaining([databaseName, 'lost+found']));
});

test('of the store before nothing is left that is of a moment alone, nor a key', async () => {
  await using base = await temporaryFolder();
  const [folder, fresh] = [join(base.path, 'data'), join(base.path, 'fresh')];
  const path = await backedUp(base.path);
  await restored(path, fresh);
  await restored(path, folder);
  for (const name of ['alive', 'answers', 'calls', 'frames', 'instance', 'paid', 'waiting'])
    await mkdir(join(folder, name));
  for (const name of [...keyNames, 'memo.json']) await writeFile(join(folder, name), 'of before');
  await restored(path, folder, true);
  expect((await readdir(folder)).toSorted()).toEqual((await readdir(fresh)).toSorted());
});

test('the log of the store before is not taken for that of the new one, whatever it was', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'bob', 'His');
  const log = await readFile(join(rig.folder, `${databaseName}-wal`));
  expect(log.length).toBeGreaterThan(0);
  const [folder, fresh] = [join(base.path, 'data'), join(base.path, 'fresh')];
  const path = await backedUp(base.path);
  await restored(path, fresh);
  await mkdir(folder);
  await writeFile(join(folder, databaseName), 'no database any more, '.repeat(500));
  await writeFile(join(folder, `${databaseName}-wal`), log);
  await restored(path, folder, true);
  expect(await readdir(folder)).not.toContain(`${databaseName}-wal`);
  expect(rowsOf(folder)).toEqual(rowsOf(fresh));
});

test('a store that can’t be opened is refused before anything changes', async () => {
  await using base = await temporaryFolder();
  const bytes = Buffer.from('no database, '.repeat(500));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const schema = Object.keys(migrations).at(-1) ?? '';
  const files = [{ name: databaseName, sha256 }];
  const about = { version: '1', schema, madeAt: '', files, clips: 0, lacking: 0 };
  async function* entries(): AsyncGenerator<TarFile> {
    for (const [name, content] of [
      ['crier-backup.json', writtenManifest(about)],
      [databaseName, bytes],
    ] as const)
      yield { name, sizeBytes: content.length, content: [content] };
  }
  const path = join(base.path, 'broken.tar');
  await pipeline(archiveOf(entries(), 0), createWriteStream(path));
  const folder = join(base.path, 'data');
  await expect(restored(path, folder)).rejects.toThrow(
    /^The store in the back-up .* can't be used/u,
  );
  expect(await readdir(folder)).not.toContain(databaseName);
});

test('what work left that was killed is kept for a day', async () => {
  await using base = await temporaryFolder();
  for (const [name, hours] of [
    ['backup-draft-old', 25],
    ['backup-draft-new', 23],
  ] as const) {
    await mkdir(join(base.path, name));
    const at = Date.now() / 1_000 - hours * 3_600;
    await utimes(join(base.path, name), at, at);
  }
  {
    await using draft = await draftFolder(base.path);
    expect(await readdir(draft.path)).toEqual(['clips']);
  }
  expect(await readdir(base.path)).toEqual(['backup-draft-new']);
});

test('a recording stays in the back-up whoever removes it meanwhile', async () => {
  await using base = await temporaryFolder();
  const [from, to] = [join(base.path, 'a'), join(base.path, 'b')];
  expect(await linkIfThere(from, to)).toBe(false);
  await writeFile(from, 'sound');
  expect(await linkIfThere(from, to)).toBe(true);
  await rm(from);
  expect((await stat(to)).size).toBe(5);
});

test('a file system without hard links gets a copy, and never in the place of what is there', async () => {
  await using base = await temporaryFolder();
  const [from, to] = [join(base.path, 'a'), join(base.path, 'b')];
  await writeFile(from, 'sound');
  const refusing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  for (const code of ['EPERM', 'ENOTSUP', 'ENOSYS']) {
    await linkOrCopy(from, to, refusing(code));
    expect(await readFile(to, 'utf8')).toBe('sound');
    await expect(linkOrCopy(from, to, refusing(code))).rejects.toMatchObject({ code: 'EEXIST' });
    await rm(to);
  }
  await expect(linkOrCopy(from, to, refusing('EIO'))).rejects.toMatchObject({ code: 'EIO' });
  expect(await readdir(base.path)).toEqual(['a']);
});

test('a store that could not be replaced in the end is whole, though its log is gone', async () => {
  await using base = await temporaryFolder();
  await using rig = await testStore();
  await keepClone(rig.store, 'bob', 'His');
  const before = rowsOf(rig.folder);
  const path = join(base.path, databaseName);
  for (const ending of ['', '-wal'])
    await copyFile(join(rig.folder, `${databaseName}${ending}`), `${path}${ending}`);
  await expect(replaceStore(join(base.path, 'nothing'), path)).rejects.toThrow('ENOENT');
  expect(await readdir(base.path)).toEqual([databaseName]);
  expect(rowsOf(base.path)).toEqual(before);
});

test('where recordings go at each moment at which the store is copied, it is copied five times, and no more', async () => {
  await using base = await temporaryFolder();
  const draft = join(base.path, 'draft');
  await mkdir(draft);
  let taken = 0;
  const { snapshot, held } = await wholeSnapshot(base.path, draft, async (copy) => {
    taken += 1;
    await writeFile(copy, 'a store', { flag: 'wx' });
    return { schema: '1', hashes: [String(taken).padStart(64, '0')] };
  });
  expect([taken, held]).toEqual([5, []]);
  expect(snapshot.hashes).toEqual(['5'.padStart(64, '0')]);
  expect(await readdir(draft)).toEqual([databaseName]);
});

test('a recording that is missing from two copies of the store in a row is waited for no longer', async () => {
  await using base = await temporaryFolder();
  let taken = 0;
  await wholeSnapshot(base.path, base.path, async (copy) => {
    taken += 1;
    await writeFile(copy, 'a store', { flag: 'wx' });
    return { schema: '1', hashes: ['f'.repeat(64)] };
  });
  expect(taken).toBe(2);
});

test('a back-up that can’t be read back is none, and neither is one that is stopped', async () => {
  await using base = await temporaryFolder();
  const path = join(base.path, 'mine.tar');
  const bytes = await readFile(await backedUp(base.path));
  async function* of(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const { signal } = new AbortController();
  await expect(writeBackUp(of(bytes.subarray(0, -2_000)), path, signal)).rejects.toThrow(
    /cut off or damaged/u,
  );
  const reason = new Error('stopped');
  await expect(writeBackUp(of(bytes), path, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(await readdir(base.path)).toEqual(['backup.tar']);
  await writeBackUp(of(bytes), path, signal);
  expect(await readFile(path)).toEqual(bytes);
  expect((await stat(path)).mode & 0o077).toBe(0);
});
