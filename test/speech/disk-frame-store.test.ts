import { chmod, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { packFrames, unpackFrames } from '#audio/frame-pack.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import type { DiskFrameStoreOptions } from '#speech/disk-frame-store.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';
import { framesOf } from './fake-speech.ts';

const secret = Buffer.alloc(32, 1);
const nameOf = (digit: string, voice = 'f') => ({ key: digit.repeat(64), voice: voice.repeat(64) });
const packed = packFrames(framesOf('hello', 50));
let folder: string;
let stores: DiskFrameStore[];
let errors: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-'));
  stores = [];
  errors = [];
});

afterEach(async () => {
  for (const store of stores) {
    await read(store);
    store.close();
  }
  await rm(folder, { recursive: true, force: true });
  if (errors.length > 0) throw new AggregateError(errors, 'the store had errors');
});

function open(options: Partial<DiskFrameStoreOptions> = {}): DiskFrameStore {
  const onError = (error: unknown) => errors.push(error);
  const store = new DiskFrameStore({
    folder,
    secret,
    maxBytes: 1e6,
    ttlMs: 60_000,
    onError,
    ...options,
  });
  stores.push(store);
  return store;
}

/** Resolves when it has read its folder, and done all else that it had begun: only then comes the turn of this. */
function read(store: DiskFrameStore): Promise<void> {
  return store.forget('0'.repeat(64));
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

test('frames come back as they were put, also after a restart', async () => {
  await open().put(nameOf('a'), packed);
  const found = await open().get(nameOf('a'));
  expect(found && unpackFrames(found.packed)).toEqual(framesOf('hello', 50));
  expect(await open().get(nameOf('b'))).toBeUndefined();
});

test('for what was never put the disk is not asked, once it was read', async () => {
  const store = open();
  await read(store);
  await store.put(nameOf('b'), packed);
  // A file that another has put there is found by whoever looks for it on the disk.
  await open().put(nameOf('a'), packed);
  expect(await store.get(nameOf('a'))).toBeUndefined();
  expect(await store.get(nameOf('b'))).toBeDefined();
});

test('neither names nor files show what was said, and others may not read them', async () => {
  await open().put(nameOf('a'), packed);
  const [path] = await files();
  expect((await readFile(path!)).includes('hello')).toBe(false);
  expect((await stat(path!)).mode & 0o77).toBe(0);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['damaged', (bytes) => bytes.fill(0, bytes.length - 3)],
  ['cut', (bytes) => bytes.subarray(0, 40)],
  ['empty', () => Buffer.alloc(0)],
])('a file that is %s is missed, and goes', async (_name, spoil) => {
  const store = open();
  await store.put(nameOf('a'), packed);
  const [path] = await files();
  await writeFile(path!, spoil(await readFile(path!)));
  expect(await store.get(nameOf('a'))).toBeUndefined();
  await store.put(nameOf('b'), packed);
  expect(await files()).toEqual([path!.replaceAll('a'.repeat(64), 'b'.repeat(64))]);
});

test('a file of another name or another secret is missed', async () => {
  const store = open();
  await store.put(nameOf('a'), packed);
  const [path] = await files();
  await writeFile(path!.replaceAll('a'.repeat(64), 'b'.repeat(64)), await readFile(path!));
  const another = open();
  await read(another);
  expect(another.has(nameOf('b'))).toBe(true);
  expect(await another.get(nameOf('b'))).toBeUndefined();
  await read(another);
  expect(await open({ secret: Buffer.alloc(32, 2) }).get(nameOf('a'))).toBeUndefined();
});

test('what is too old is missed, and goes', async () => {
  let nowMs = Date.now();
  const store = open({ now: () => nowMs });
  await store.put(nameOf('a'), packed);
  nowMs += 59_000;
  expect(await store.get(nameOf('a'))).toBeDefined();
  nowMs += 2000;
  expect(await store.get(nameOf('a'))).toBeUndefined();
});

test('at the start, what is too old and what was half written goes; what is not ours stays', async () => {
  await open().put(nameOf('a'), packed);
  const [path] = await files();
  await utimes(path!, 1, 1);
  await writeFile(`${path}.7.frames-tmp`, 'half');
  await writeFile(join(folder, 'holiday.jpg'), 'mine');
  await open().put(nameOf('b'), packed);
  expect((await files()).map((file) => file.slice(-12)).toSorted()).toEqual(
    ['bbbbb.frames', '/holiday.jpg'].toSorted(),
  );
});

test('its size is bounded, and what was not heard for longest goes first', async () => {
  const store = open({ maxBytes: 3 * (packed.length + 60) });
  for (const digit of ['a', 'b', 'c']) await store.put(nameOf(digit), packed);
  await store.get(nameOf('a'));
  await store.put(nameOf('d'), packed);
  expect(await store.get(nameOf('b'))).toBeUndefined();
  for (const digit of ['a', 'c', 'd']) expect(await store.get(nameOf(digit))).toBeDefined();
  const smaller = open({ maxBytes: packed.length + 60 });
  await smaller.put(nameOf('e'), packed);
  expect((await files()).length).toBe(1);
});

test('at the start, what is larger than everything may be goes, and what was written first', async () => {
  const before = open();
  for (const digit of ['a', 'b', 'c']) await before.put(nameOf(digit), packed);
  const [path = ''] = await files();
  const pathOf = (digit: string) => path.replace(/[abc]{64}(?=\.frames)/, digit.repeat(64));
  for (const [digit, agoS] of [
    ['a', 20],
    ['b', 30],
    ['c', 10],
  ] as const) {
    const at = Date.now() / 1_000 - agoS;
    await utimes(pathOf(digit), at, at);
  }
  await before.put(nameOf('d'), Buffer.alloc(10_000));
  const now = open({ maxBytes: 2 * (packed.length + 60) });
  await now.forget('0'.repeat(64));
  expect((await files()).toSorted()).toEqual([pathOf('a'), pathOf('c')]);
});

test('what is larger than everything may be is not written', async () => {
  const store = open({ maxBytes: 100 });
  await store.put(nameOf('a'), packed);
  expect(await files()).toEqual([]);
});

test('forgetting a voice removes its bytes from the disk, also those being written', async () => {
  const store = open();
  await store.put(nameOf('a', 'c'), packed);
  await store.put(nameOf('a', 'd'), packed);
  const writing = store.put(nameOf('b', 'c'), packed);
  await store.forget('c'.repeat(64));
  await writing;
  expect((await files()).length).toBe(1);
  expect(await store.get(nameOf('a', 'c'))).toBeUndefined();
  expect(await store.get(nameOf('a', 'd'))).toBeDefined();
});

test('a disk that cannot be written costs the memory of it and nothing else', async () => {
  const told: unknown[] = [];
  await writeFile(join(folder, 'f'.repeat(64)), 'a file where the folder should be');
  const store = open({ onError: (error) => told.push(error) });
  await store.put(nameOf('a'), packed);
  expect(await store.get(nameOf('a'))).toBeUndefined();
  expect(told.length).toBeGreaterThan(0);
  await store.put(nameOf('a', 'e'), packed);
  expect(await store.get(nameOf('a', 'e'))).toBeDefined();
});

test.skipIf(!mayMount)(
  'on a full disk nothing is kept, which is told once, until there is room',
  async () => {
    await using disk = await tinyDisk(1);
    const told: unknown[] = [];
    const store = open({ folder: join(disk.path, 'frames'), onError: (error) => told.push(error) });
    await store.put(nameOf('a'), packed);
    disk.fill();
    const large = Buffer.alloc(100_000);
    for (const key of ['b', 'c', 'd']) await store.put(nameOf(key), large);
    expect(told).toMatchObject([{ code: 'ENOSPC' }]);
    expect(await store.get(nameOf('a'))).toBeDefined();
    expect(await store.get(nameOf('b'))).toBeUndefined();
    disk.makeRoom();
    await store.put(nameOf('b'), large);
    expect(await store.get(nameOf('b'))).toBeDefined();
    disk.fill();
    await store.put(nameOf('c'), large);
    expect(told).toHaveLength(2);
  },
);

test('more writes than it can take at once are left out', async () => {
  const store = open();
  const keys = Array.from({ length: 100 }, (_, index) => index.toString(16).padStart(64, '0'));
  const voice = 'f'.repeat(64);
  await Promise.all(keys.map((key) => store.put({ key, voice }, packed)));
  expect((await files()).length).toBe(64);
});

test('a name that is not one of ours is refused before it becomes a path', async () => {
  await expect(open().forget('../../etc')).rejects.toThrow('expected 64 hexadecimal digits');
  await expect(open().get({ key: '../x', voice: 'f'.repeat(64) })).rejects.toThrow('expected 64');
});

test('a voice that cannot be removed is not forgotten in silence', async () => {
  const store = open();
  await store.put(nameOf('a'), packed);
  await chmod(folder, 0o500);
  const isRoot = process.getuid?.() === 0;
  const outcome = await store.forget('f'.repeat(64)).then(
    () => 'removed',
    () => 'rejected',
  );
  await chmod(folder, 0o700);
  // Nothing stops root from removing.
  expect(outcome).toBe(isRoot ? 'removed' : 'rejected');
});

test('what is too old is removed by itself, while nobody asks and nothing is full', async () => {
  let nowMs = Date.now();
  const store = open({ ttlMs: 300, now: () => nowMs });
  await store.put(nameOf('a'), packed);
  nowMs += 200;
  await store.put(nameOf('b'), packed);
  expect(await files()).toHaveLength(2);
  nowMs += 150;
  // The timer was set for the oldest, and is set again for the next.
  await vi.waitFor(async () => expect(await files()).toHaveLength(1), { timeout: 5_000 });
  nowMs += 150;
  await vi.waitFor(async () => expect(await files()).toHaveLength(0), { timeout: 5_000 });
});

test('using it makes nothing younger', async () => {
  let nowMs = Date.now();
  const store = open({ ttlMs: 1_000, now: () => nowMs });
  await store.put(nameOf('a'), packed);
  nowMs += 900;
  expect(await store.get(nameOf('a'))).toMatchObject({ writtenMs: nowMs - 900 });
  nowMs += 200;
  expect(await store.get(nameOf('a'))).toBeUndefined();
});

test('what is there is known without reading it, also by the next process', async () => {
  let nowMs = Date.now();
  const now = (): number => nowMs;
  const store = open({ ttlMs: 1_000, now });
  expect(store.has(nameOf('a'))).toBe(false);
  await store.put(nameOf('a'), packed);
  expect([store.has(nameOf('a')), store.has(nameOf('b'))]).toEqual([true, false]);
  const next = open({ ttlMs: 1_000, now });
  await vi.waitUntil(() => next.has(nameOf('a')));
  nowMs += 1_100;
  expect(next.has(nameOf('a'))).toBe(false);
});
