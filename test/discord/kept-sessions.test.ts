import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { KeptSessions, ownerOf, sessionKeptMs } from '#discord/kept-sessions.ts';
import type { KeptSession } from '#discord/kept-sessions.ts';
import { sealWith } from '#ops/seal.ts';

// A session is left to the next start, and to nobody else.

let folder: string;
let nowMs: number;
let errors: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-sessions-'));
  nowMs = Date.now();
  errors = [];
});
afterEach(() => rm(folder, { recursive: true }));

const sessions = (secret = 7): KeptSessions =>
  new KeptSessions({
    folder: join(folder, 'sessions'),
    seal: sealWith(Buffer.alloc(32, secret)),
    onError: (error) => errors.push(error),
    now: () => nowMs,
  });

const kept = (shardId = 0): KeptSession => ({
  of: ownerOf('token', 1),
  session: { sessionId: 'abc', sequence: 42, resumeURL: 'wss://there', shardCount: 2, shardId },
  ready: { user: { id: '1' }, application: { id: '1' } },
  guilds: [{ id: '5', unavailable: false, name: 'A server of Ann’s' }],
});

test('it is as it was, once, and of its shard alone', async () => {
  expect(await sessions().keep(kept())).toBe(true);
  expect(await sessions().keep(kept(1))).toBe(true);
  expect(await sessions().take(0, 4)).toBeUndefined();
  expect(await sessions().take(0, 2)).toEqual(kept());
  expect(await sessions().take(0, 2)).toBeUndefined();
  expect(await sessions().take(1, 2)).toEqual(kept(1));
  expect(errors).toEqual([]);
});

test('nobody reads in the file what it says, and without the secret it counts for nothing', async () => {
  await sessions().keep(kept());
  const [name = ''] = await readdir(join(folder, 'sessions'));
  const bytes = await readFile(join(folder, 'sessions', name));
  expect(bytes.includes('Ann') || bytes.includes('abc')).toBe(false);
  expect(await sessions(8).take(0, 2)).toBeUndefined();
});

test.each([
  ['too old', async () => void (nowMs += sessionKeptMs + 1)],
  ['of the future', async () => void (nowMs -= sessionKeptMs + 1)],
  [
    'of another shard',
    async () => {
      const path = join(folder, 'sessions', '0-of-2');
      await writeFile(path, await readFile(join(folder, 'sessions', '1-of-2')));
    },
  ],
  ['damaged', () => writeFile(join(folder, 'sessions', '0-of-2'), 'nothing')],
])('one that is %s is gone on with by nobody, and removed', async (_, happen) => {
  await sessions().keep(kept());
  await sessions().keep(kept(1));
  await happen();
  expect(await sessions().take(0, 2)).toBeUndefined();
  expect(await readdir(join(folder, 'sessions'))).toEqual(['1-of-2']);
});

test('what is left of another number of shards is cleared away', async () => {
  await sessions().keep(kept());
  await sessions().clear();
  expect(await readdir(folder)).toEqual([]);
});

test('one that can’t be written is not kept, and said', async () => {
  await writeFile(join(folder, 'sessions'), 'a file in the way');
  expect(await sessions().keep(kept())).toBe(false);
  expect(errors).toHaveLength(1);
});

test('another token, other intents or another Discord are another owner', () => {
  const owners = [
    ownerOf('token', 1, 'https://discord.com/api'),
    ownerOf('other', 1, 'https://discord.com/api'),
    ownerOf('token', 2, 'https://discord.com/api'),
    ownerOf('token', 1, 'https://elsewhere/api'),
  ];
  expect(new Set(owners).size).toBe(4);
});
