import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { type KeptCalls, keptCalls } from '#call/kept-calls.ts';

let folder: string;
const open = (): KeptCalls =>
  keptCalls(folder, (error) => {
    throw error;
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-calls-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('the next process knows the last channel of every call that was not over', async () => {
  const calls = open();
  calls.note('1', 'a');
  calls.note('2', 'b');
  calls.note('1', 'c');
  calls.note('2', undefined);
  calls.note('3', 'd');
  await calls.settled();
  const kept = await open().all();
  expect(kept.toSorted((one, other) => Number(one.guildId) - Number(other.guildId))).toEqual([
    { guildId: '1', channelId: 'c' },
    { guildId: '3', channelId: 'd' },
  ]);
});

test('of two processes the one that came later has the call: the other’s end doesn’t make it forgotten', async () => {
  const older = open();
  older.note('1', 'a');
  await older.settled();
  const newer = open();
  newer.note('1', 'a');
  await newer.settled();
  older.note('1', undefined);
  await older.settled();
  expect(await newer.all()).toEqual([{ guildId: '1', channelId: 'a' }]);
  newer.release('1');
  await newer.settled();
  expect(await readdir(folder)).toEqual([]);
});

test('a call whose file can’t be read, or was cut off, keeps the others from nothing', async () => {
  await mkdir(join(folder, '1'));
  await writeFile(join(folder, '2'), '');
  const errors: unknown[] = [];
  const calls = keptCalls(folder, (error) => errors.push(error));
  calls.note('3', 'a');
  await calls.settled();
  expect(await calls.all()).toEqual([{ guildId: '3', channelId: 'a' }]);
  expect(errors).toMatchObject([{ code: 'EISDIR' }]);
});

test('what is none of ours in the folder is left alone, and no folder is no call', async () => {
  await writeFile(join(folder, 'notes.txt'), 'hello');
  expect(await open().all()).toEqual([]);
  expect(await keptCalls(join(folder, 'none'), () => undefined).all()).toEqual([]);
});
