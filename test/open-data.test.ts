import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { expect, onTestFinished, test, vi } from 'vitest';

import { openData } from '#open-data.ts';
import type { DataFolder } from '#open-data.ts';
import { fileMemo } from '#ops/file-memo.ts';
import { noteGivingWay } from '#ops/gave-way.ts';
import { capsOf } from '#ops/memory.js';

import { FakeLog } from './fakes/log.ts';
import { temporaryFolder } from './store/folder.ts';
import { mayMount, tinyDisk } from './tiny-disk.ts';

/** A start with the folder; told to stop as soon as it says that it waits. */
async function start(folder: string): Promise<FakeLog['lines']> {
  const log = new FakeLog();
  const data = await opened(folder, log);
  onTestFinished(() => data.close());
  return log.lines;
}

async function opened(folder: string, log = new FakeLog()): Promise<DataFolder> {
  const stop = new AbortController();
  const warn = log.warn.bind(log);
  log.warn = (facts, message) => {
    warn(facts, message);
    stop.abort(new Error('stopped while it waited'));
  };
  return openData({
    config: {
      dataFolder: folder,
      databaseUrl: undefined,
      speechQueue: undefined,
      discord: { token: 'a.b.c', shards: 'auto' as const },
    },
    onReplaced: () => undefined,
    signal: stop.signal,
    log,
  });
}

test('a bot that just gave way to another with its token waits before it comes back', async () => {
  await using folder = await temporaryFolder();
  await noteGivingWay(fileMemo(folder.path), Date.now());
  await expect(start(folder.path)).rejects.toThrow(/aborted/);
});

test('one that gave way long ago, or never, starts at once', async () => {
  await using folder = await temporaryFolder();
  await noteGivingWay(fileMemo(folder.path), Date.now() - 3_600_000);
  expect(await start(folder.path)).toEqual([]);
});

test('one that gives way to a newer version beside it comes back at once, when that one has ended', async () => {
  await using folder = await temporaryFolder();
  const first = await opened(folder.path);
  const newer = await opened(folder.path);
  await first.noteGivingWay();
  first.close();
  newer.close();
  expect(await start(folder.path)).toEqual([]);
});

test('one that takes over serves alone only when the one before has ended', async () => {
  await using folder = await temporaryFolder();
  const first = await opened(folder.path);
  const newer = await opened(folder.path);
  onTestFinished(() => newer.close());
  const served = newer.serve().then(() => 'alone');
  expect(await Promise.race([served, delay(100, 'beside it')])).toBe('beside it');
  first.close();
  expect(await served).toBe('alone');
});

test.each(['clips', 'frames', 'calls', 'waiting', 'answers', 'paid'])(
  'a file where the folder %s should be is for the operator to move away',
  async (part) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, part), '');
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('ended');
    });
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => void vi.restoreAllMocks());
    await expect(start(folder.path)).rejects.toThrow('ended');
    expect(exit).toHaveBeenCalledWith(78);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(`${part} is a file`));
  },
);

test.skipIf(!mayMount)(
  'a start on a full disk waits for room, says so once, and goes on when there is some',
  async () => {
    await using disk = await tinyDisk(8);
    const log = new FakeLog();
    const { signal } = new AbortController();
    const config = {
      dataFolder: disk.path,
      databaseUrl: undefined,
      speechQueue: undefined,
      discord: { token: 'a.b.c', shards: 'auto' as const },
    };
    const about = { config, onReplaced: () => undefined, signal, log };
    const data = await openData(about);
    onTestFinished(() => data.close());
    disk.fill();
    const storing = data.openStore(capsOf(2 ** 29));
    await vi.waitFor(() => expect(log.lines).not.toEqual([]), { timeout: 10_000 });
    disk.makeRoom();
    await (await storing).close();
    expect(log.lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'the disk is full: the start waits for room'],
    ]);
  },
);

test('what makes the next start faster and can’t be written is told of', async () => {
  await using folder = await temporaryFolder();
  const log = new FakeLog();
  const data = await opened(folder.path, log);
  onTestFinished(() => data.close());
  await mkdir(join(folder.path, 'anything.json.new'));
  await data.memo.put('anything', { at: 1 });
  await vi.waitFor(() => expect(log.lines.map(({ level }) => level)).toEqual(['warn']));
});

test('one that had its store in a database, and has none named any more, says so once', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'database.id'), 'x');
  const told: unknown[] = [];
  for (const _ of [1, 2]) {
    const log = new FakeLog();
    const { signal } = new AbortController();
    const config = {
      dataFolder: folder.path,
      databaseUrl: undefined,
      speechQueue: undefined,
      discord: { token: 'a.b.c', shards: 'auto' as const },
    };
    const data = await openData({ config, onReplaced: () => undefined, signal, log });
    await (await data.openStore({ recordingsBytes: 1 })).close();
    data.close();
    told.push(log.lines.map(({ message }) => message));
  }
  expect(told).toEqual([[expect.stringMatching(/DATABASE_URL is not set/u)], []]);
});
