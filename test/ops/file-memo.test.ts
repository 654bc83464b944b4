import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { fileMemo } from '#ops/file-memo.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-memo-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('where nothing can be written, nobody fails for it, and it is told once until something can be again', async () => {
  const told: unknown[] = [];
  const inTheWay = join(folder, 'deep');
  await writeFile(inTheWay, 'a file where the folder should be');
  const memo = fileMemo(inTheWay, (error) => told.push(error));
  await Promise.all([memo.put('voices', 1), memo.put('voices', 2), memo.put('durations', 3)]);
  expect(told).toHaveLength(1);
  expect(await memo.get('voices')).toBeUndefined();
  await rm(inTheWay);
  await Promise.all([memo.put('voices', 4), memo.put('voices', 5)]);
  expect(await memo.get('voices')).toBe(5);
  await rm(inTheWay, { recursive: true });
  await writeFile(inTheWay, '');
  await memo.put('voices', 6);
  expect(told).toHaveLength(2);
});

test('of what is put at once, however large, the last stays, and whole', async () => {
  const memo = fileMemo(folder);
  const large = 'x'.repeat(4_000_000);
  await Promise.all([memo.put('voices', large), memo.put('voices', 'small')]);
  expect(await memo.get('voices')).toBe('small');
  await Promise.all([memo.put('voices', 'small'), memo.put('voices', large)]);
  expect(await memo.get('voices')).toBe(large);
});

test.skipIf(!mayMount)('on a full disk what was kept stays, and no half file', async () => {
  await using disk = await tinyDisk(1);
  const told: unknown[] = [];
  const memo = fileMemo(disk.path, (error) => told.push(error));
  await memo.put('voices', 'before');
  disk.fill();
  await memo.put('voices', 'x'.repeat(100_000));
  expect(told).toMatchObject([{ code: 'ENOSPC' }]);
  expect(await memo.get('voices')).toBe('before');
  expect((await readdir(disk.path)).toSorted()).toEqual(['filling', 'voices.json']);
  disk.makeRoom();
  await memo.put('voices', 'after');
  expect(await memo.get('voices')).toBe('after');
});

test('a name with any signs is a file in the folder, and kept apart from others', async () => {
  const memo = fileMemo(folder);
  await memo.put('../a/b', 'one');
  await memo.put('a b', 'two');
  expect((await readdir(folder)).toSorted()).toEqual(['..%2Fa%2Fb.json', 'a%20b.json']);
  expect([await memo.get('../a/b'), await memo.get('a b')]).toEqual(['one', 'two']);
});
