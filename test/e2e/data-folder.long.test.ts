import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text as textOf } from 'node:stream/consumers';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';

// The sentences of a start that can't use the folder for its data.

const token = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB';
/** Root may write everywhere: then the bot is started as a user who may not. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'crier-data-'));
  folder = join(base, 'data');
  await chmod(base, 0o755);
});

afterEach(() => rm(base, { recursive: true, force: true }));

/** Starts the bot with that folder and waits for its end. A bot that does not end by itself is stopped after a while. */
async function start(
  dataFolder: string,
  { as }: { readonly as?: number } = {},
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ['src/main.js'], {
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: token,
      DISCORD_API_URL: 'http://127.0.0.1:9/api',
      CRIER_DATA: dataFolder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(as !== undefined && { uid: as, gid: as }),
  });
  const timer = setTimeout(() => child.kill('SIGTERM'), 60_000);
  const exited = new Promise<number | null>((done) => child.once('close', done));
  child.stdout.resume();
  const [said, code] = await Promise.all([textOf(child.stderr), exited]);
  clearTimeout(timer);
  return { code, said };
}

/** The sentence, in one line, with which it ends with the code for what the operator has to mend. */
async function refusal(dataFolder: string, options = {}): Promise<string> {
  const { code, said } = await start(dataFolder, options);
  expect(code).toBe(78);
  expect(said.trim().split('\n')).toHaveLength(1);
  return said;
}

test('a data folder that is a file, or whose clips or frames are one, is named', async () => {
  await writeFile(folder, '');
  expect(await refusal(folder)).toMatch(/data is a file, and should be a folder.*CRIER_DATA/u);
  expect(await refusal(join(folder, 'deeper'))).toMatch(/data is a file, and should be a folder/u);
  await rm(folder);
  for (const part of ['clips', 'frames']) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, part), '');
    expect(await refusal(folder)).toMatch(
      new RegExp(`data/${part} is a file, and should be a folder`, 'u'),
    );
    await rm(folder, { recursive: true });
  }
});

test('a data folder that may not be written, or in which something may not be, is named', async () => {
  const options = isRoot ? { as: nobody } : {};
  await mkdir(folder, { mode: 0o500 });
  expect(await refusal(folder, options)).toMatch(
    /can't read and write the folder .*data \(EACCES\)/u,
  );
  expect(await refusal(join(folder, 'deeper'), options)).toMatch(
    /can't read and write the folder .*\(EACCES\)/u,
  );
  await chmod(folder, 0o700);
  if (isRoot) await chown(folder, nobody, nobody);
  await mkdir(join(folder, 'clips'), { mode: 0o500 });
  expect(await refusal(folder, options)).toMatch(
    /can't read and write the folder .*clips \(EACCES\)/u,
  );
  await rm(join(folder, 'clips'), { recursive: true });
  await writeFile(join(folder, 'frames.key'), 'of another user', { mode: 0o000 });
  expect(await refusal(folder, options)).toMatch(/can't read and write the file .*frames\.key/u);
  await rm(join(folder, 'frames.key'));
  const store = join(folder, 'crier.sqlite');
  if (isRoot) await chown(store, 0, 0);
  await chmod(store, 0o444);
  expect(await refusal(folder, options)).toMatch(
    /The store .*crier\.sqlite can't be opened.*belong to the user/u,
  );
});

test.skipIf(!mayMount)('a data folder on a read-only disk is named', async () => {
  await using disk = await tinyDisk(4);
  await mkdir(join(disk.path, 'data'));
  disk.makeReadOnly();
  expect(await refusal(join(disk.path, 'data'))).toMatch(
    /can't read and write .*disk that is read-only/u,
  );
});

test('a store that is empty, another program’s, or lacks a table is not taken for a good one', async () => {
  const path = join(folder, 'crier.sqlite');
  const change = (statement: string): void => {
    const file = new DatabaseSync(path);
    file.exec(statement);
    file.close();
  };
  await (await openStore({ folder })).close();
  change('DROP TABLE consents');
  expect(await refusal(folder)).toMatch(
    /crier\.sqlite lacks the table consents: .*Put back a copy/u,
  );
  await writeFile(path, '');
  expect(await refusal(folder)).toMatch(
    /crier\.sqlite is empty: .*Put back a copy.*move everything out/u,
  );
  await rm(path);
  change('CREATE TABLE notes (text)');
  expect(await refusal(folder)).toMatch(
    /crier\.sqlite is another program's\. Check what CRIER_DATA names/u,
  );
});
