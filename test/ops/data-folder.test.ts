import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { openDataFolder } from '#ops/data-folder.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'crier-folder-'));
});

afterEach(() => rm(base, { recursive: true }));

const parts = ['clips', 'frames'];

/** The sentence for the operator when the folder is refused. */
async function refusal(folder: string): Promise<string> {
  const error: unknown = await openDataFolder(folder, parts).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).message;
}

test('the folder is made, for its owner alone, and is taken as it is when it is there', async () => {
  const folder = join(base, 'deep', 'data');
  await openDataFolder(folder, parts);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await mkdir(join(folder, 'clips'));
  await openDataFolder(folder, parts);
});

test.each([
  ['the folder', 'data', 'data'],
  ['what is above it', 'data', 'data/deep/er'],
  ['a part of it', 'data/clips', 'data'],
  ['another part', 'data/frames', 'data'],
])('%s that is a file is refused by its name', async (_, file, folder) => {
  if (file.includes('/')) await mkdir(join(base, 'data'));
  await writeFile(join(base, file), 'a file');
  expect(await refusal(join(base, folder))).toMatch(
    /is a file, and should be a folder.*CRIER_DATA/u,
  );
});

test.skipIf(!mayMount)(
  'a folder on a read-only disk is refused, also for a superuser',
  async () => {
    await using disk = await tinyDisk(1);
    await mkdir(join(disk.path, 'data'));
    disk.makeReadOnly();
    expect(await refusal(join(disk.path, 'data'))).toMatch(
      /can't read and write .*on a disk that is read-only/u,
    );
    expect(await refusal(join(disk.path, 'other'))).toMatch(
      /can't read and write .*on a disk that is read-only/u,
    );
  },
);
