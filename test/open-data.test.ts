import { expect, onTestFinished, test } from 'vitest';

import { openData } from '#open-data.ts';
import { fileMemo } from '#ops/file-memo.ts';
import { noteGivingWay } from '#ops/gave-way.ts';

import { FakeLog } from './fakes/log.ts';
import { temporaryFolder } from './store/folder.ts';

/** A start with the folder; told to stop as soon as it says that it waits. */
async function start(folder: string): Promise<unknown> {
  const stop = new AbortController();
  const log = new FakeLog();
  const warn = log.warn.bind(log);
  log.warn = (facts, message) => {
    warn(facts, message);
    stop.abort(new Error('stopped while it waited'));
  };
  const data = await openData({
    folder,
    token: 'a.b.c',
    onReplaced: () => undefined,
    signal: stop.signal,
    log,
  });
  onTestFinished(() => data.close());
  return log.lines;
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
