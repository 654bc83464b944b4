import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { enterFolder } from '#ops/instance.ts';
import type { Instance } from '#ops/instance.ts';

const lookMs = 10;
let folder: string;
let news: string[];
let open: Instance[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-instance-'));
  news = [];
  open = [];
});

afterEach(async () => {
  for (const instance of open) instance.close();
  await rm(folder, { recursive: true });
});

/** A bot of that name comes to the folder. Resolves when it may go on. */
async function enter(
  name: string,
  { token = 'same', now = Date.now, signal = new AbortController().signal } = {},
): Promise<Instance> {
  const instance = await enterFolder({
    folder,
    token,
    onWait: () => news.push(`${name} waits`),
    onReplaced: () => news.push(`${name} is replaced`),
    signal,
    lookMs,
    now,
  });
  news.push(`${name} enters`);
  open.push(instance);
  return instance;
}

async function heard(...expected: string[]): Promise<void> {
  await expect.poll(() => news, { timeout: 5_000 }).toEqual(expected);
}

test('a later bot with the same token comes in, and the earlier is told when it serves', async () => {
  const older = await enter('older');
  await older.serve();
  const newer = await enter('newer');
  await delay(5 * lookMs);
  expect(news).toEqual(['older enters', 'newer enters']);
  await newer.serve();
  await heard('older enters', 'newer enters', 'older is replaced');
});

test('one that gave way and is started again waits until the other ends, and is not replaced by its next start', async () => {
  const older = await enter('older');
  await older.serve();
  const newer = await enter('newer');
  await newer.serve();
  await heard('older enters', 'newer enters', 'older is replaced');
  older.close();
  const again = enter('older again');
  await delay(10 * lookMs);
  expect(news.slice(3)).toEqual(['older again waits']);
  newer.close();
  await (await again).serve();
  expect(news.slice(4)).toEqual(['older again enters']);
  // Now the supervisor of the newer starts it again.
  const stopped = new AbortController();
  const newerAgain = enter('newer again', { signal: stopped.signal });
  await delay(10 * lookMs);
  expect(news.slice(5)).toEqual(['newer again waits']);
  stopped.abort();
  await expect(newerAgain).rejects.toThrow('aborted');
});

test('ten minutes after a bot got the folder from another, a newer version may have it', async () => {
  const nowMs = Date.now();
  const first = await enter('first');
  await first.serve();
  const second = await enter('second', { now: () => nowMs });
  await second.serve();
  await heard('first enters', 'second enters', 'first is replaced');
  first.close();
  await delay(5 * lookMs);
  const third = await enter('third', { now: () => nowMs + 10 * 60_000 });
  await third.serve();
  await expect.poll(() => news.slice(3)).toEqual(['third enters', 'second is replaced']);
});

test('one that comes when the earlier is about to end by itself is followed by the next like any other', async () => {
  const first = await enter('first');
  await first.serve();
  const second = await enter('second');
  first.close();
  await second.serve();
  const third = await enter('third');
  await third.serve();
  const expected = ['first enters', 'second enters', 'third enters', 'second is replaced'];
  await expect.poll(() => news, { timeout: 5_000 }).toEqual(expected);
});

test('of three at once one serves', async () => {
  const first = await enter('first');
  await first.serve();
  const second = await enter('second');
  void enter('third').catch(() => undefined);
  await delay(5 * lookMs);
  await second.serve();
  await heard('first enters', 'second enters', 'third waits', 'first is replaced');
  first.close();
  await delay(10 * lookMs);
  expect(news).toHaveLength(4);
  second.close();
  await expect.poll(() => news.at(-1)).toBe('third enters');
});

test('a bot with another token is refused while the folder is in use, also when it waits for it', async () => {
  const first = await enter('first', { token: 'one' });
  await first.serve();
  const refused = enter('second', { token: 'another' });
  await expect(refused).rejects.toBeInstanceOf(ConfigError);
  await expect(refused).rejects.toThrow(/another DISCORD_TOKEN.*CRIER_DATA/u);
  first.close();
  await enter('second', { token: 'another' });
  expect(news).toEqual(['first enters', 'second enters']);
});

test('what an ended bot left behind refuses nobody', async () => {
  await writeFile(join(folder, 'instance'), JSON.stringify({ id: 'dead', token: 'of another' }));
  const instance = await enter('first');
  await instance.serve();
  await delay(5 * lookMs);
  expect(news).toEqual(['first enters']);
});

test('while nobody wrote down whose the folder is, a newcomer waits, and no token is on the disk', async () => {
  const first = await enter('first', { token: 'a.secret.token' });
  expect(await readFile(join(folder, 'instance'), 'utf8')).not.toContain('secret');
  await rm(join(folder, 'instance'));
  const second = enter('second', { token: 'another' });
  await delay(5 * lookMs);
  expect(news).toEqual(['first enters', 'second waits']);
  await first.serve();
  // It is written again, and the one that waits learns that it is not its own.
  await expect(second).rejects.toThrow('another DISCORD_TOKEN');
});
