import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { BriefFiles } from '#ops/brief-files.ts';
import { sealWith } from '#ops/seal.ts';

let folder: string;
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-brief-'));
  nowMs = 1_000_000;
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A nonce, a tag and the time. */
const sealTaken = 12 + 16 + 8;

const open = (maxAgeMs = 30_000, secret = 'a'): BriefFiles =>
  new BriefFiles({
    folder,
    seal: sealWith(Buffer.alloc(32, secret)),
    maxAgeMs,
    onError(error) {
      throw error;
    },
    now: () => nowMs,
  });

test('the next process finds what was put and not removed, in order and once, and no trace of it is left', async () => {
  const files = open();
  files.put('first');
  nowMs += 1;
  const remove = files.put('removed');
  nowMs += 1;
  files.put('second');
  files.put('third, in the same millisecond');
  remove();
  const next = open();
  expect(await next.take()).toEqual(['first', 'second', 'third, in the same millisecond']);
  expect(await next.take()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('what several processes left comes in the order in which it was written', async () => {
  const first = open();
  first.put('removed')();
  first.put('by the first');
  nowMs += 1;
  const second = open();
  second.put('by the second');
  expect(await open().take()).toEqual(['by the first', 'by the second']);
});

test('what another process left stays until it is removed, for that process as for the next', async () => {
  const files = open();
  files.put('first');
  files.put('second');
  const next = open();
  const [first] = await next.left();
  first?.remove();
  expect(first?.text).toBe('first');
  expect((await open().left()).map(({ text }) => text)).toEqual(['second']);
});

test('nobody reads it in the files', async () => {
  const files = open();
  files.put('what somebody wrote');
  for (const name of await readdir(folder))
    expect((await readFile(join(folder, name))).toString('latin1')).not.toContain('somebody');
  expect(await open(30_000, 'b').take()).toEqual([]);
});

test('of what was removed nothing is on the disk, though others are kept in the same file', async () => {
  const files = open();
  const before = files.put('kept');
  const remove = files.put('removed');
  const [name = ''] = await readdir(folder);
  const sealed = await readFile(join(folder, name));
  remove();
  const wiped = await readFile(join(folder, name));
  const from = wiped.length - sealTaken - 'removed'.length;
  expect(wiped.subarray(from)).toEqual(Buffer.alloc(sealTaken + 'removed'.length));
  expect(wiped.subarray(0, from)).toEqual(sealed.subarray(0, from));
  before();
  expect(await readdir(folder)).toEqual([]);
});

test('what stands before a record that a crash cut short is found', async () => {
  const files = open();
  files.put('whole');
  const [name = ''] = await readdir(folder);
  await appendFile(join(folder, name), Buffer.from([0, 0, 1, 0, 7, 7]));
  expect(await open().take()).toEqual(['whole']);
  expect(await readdir(folder)).toEqual([]);
});

test('what an earlier version left in a file of its own is found', async () => {
  const name = '000000001-e1f7.sealed';
  const content = { packed: Buffer.from('from before'), writtenMs: nowMs };
  const seal = sealWith(Buffer.alloc(32, 'a'));
  await writeFile(join(folder, name), seal.close({ key: name, voice: 'waiting' }, content));
  open().put('since then');
  expect(await open().take()).toEqual(['from before', 'since then']);
  expect(await readdir(folder)).toEqual([]);
});

test('a file goes with the last of its texts, however many others come', async () => {
  const files = open();
  const text = 'x'.repeat(32_000);
  let last = files.put('the first');
  for (let count = 0; count < 200; count += 1) {
    const next = files.put(text);
    last();
    last = next;
  }
  expect(await readdir(folder)).toHaveLength(1);
  last();
  expect(await readdir(folder)).toEqual([]);
});

test('what is too old counts no more, and is removed by its own process too', async () => {
  const files = open(50);
  files.put('old');
  nowMs += 50;
  expect(await open(50).take()).toEqual([]);
  open(50).put('brief');
  await expect.poll(() => readdir(folder), { timeout: 2_000 }).toEqual([]);
  await delay(20);
});

test('what is too large, and what is too much, isn’t kept', async () => {
  const files = open();
  files.put('x'.repeat(32_769));
  expect(await readdir(folder)).toEqual([]);
  files.put('x'.repeat(32_768))();
  files.put('y'.repeat(32_768));
  for (let count = 0; count < 2_100; count += 1) files.put(`${count}`);
  expect(await open().take()).toHaveLength(2_000);
});
