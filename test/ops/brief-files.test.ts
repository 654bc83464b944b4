import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
  await files.settled();
  const next = open();
  expect(await next.take()).toEqual(['first', 'second', 'third, in the same millisecond']);
  expect(await next.take()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('what several processes left comes in the order in which it was written', async () => {
  const first = open();
  first.put('removed')();
  first.put('by the first');
  await first.settled();
  nowMs += 1;
  const second = open();
  second.put('by the second');
  await second.settled();
  expect(await open().take()).toEqual(['by the first', 'by the second']);
});

test('what another process left stays until it is removed, for that process as for the next', async () => {
  const files = open();
  files.put('first');
  files.put('second');
  await files.settled();
  const next = open();
  const [first] = await next.left();
  first?.remove();
  await next.settled();
  expect(first?.text).toBe('first');
  expect((await open().left()).map(({ text }) => text)).toEqual(['second']);
});

test('nobody reads it in the files', async () => {
  const files = open();
  files.put('what somebody wrote');
  await files.settled();
  for (const name of await readdir(folder))
    expect((await readFile(join(folder, name))).toString('latin1')).not.toContain('somebody');
  expect(await open(30_000, 'b').take()).toEqual([]);
});

test('what is too old counts no more, and is removed by its own process too', async () => {
  const files = open(50);
  files.put('old');
  await files.settled();
  nowMs += 50;
  expect(await open(50).take()).toEqual([]);
  open(50).put('brief');
  await expect.poll(() => readdir(folder), { timeout: 2_000 }).toEqual([]);
  await delay(20);
});

test('what is too large, and what is too much, isn’t kept', async () => {
  const files = open();
  files.put('x'.repeat(32_769));
  await files.settled();
  expect(await readdir(folder)).toEqual([]);
  files.put('x'.repeat(32_768))();
  files.put('y'.repeat(32_768));
  await files.settled();
  expect(await readdir(folder)).toHaveLength(1);
  for (let count = 0; count < 2_100; count += 1) files.put(`${count}`);
  await files.settled();
  expect(await readdir(folder)).toHaveLength(2_000);
});
