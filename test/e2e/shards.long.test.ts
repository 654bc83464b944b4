import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, freshWords, soonMs } from './room.ts';

// One process with two shards, which Discord lets identify one after the other.

let scene: Scene;
let rooms: readonly ReadingRoom[];

beforeAll(async () => {
  scene = await openScene({
    discord: { shards: 2, shardsNeeded: 2, maxConcurrency: 1 },
  });
  rooms = await Promise.all([0, 1].map(async (shard) => openReadingRoom(scene, {}, { shard })));
});

afterAll(() => closeClean(scene));

test('both shards identify in turn, and the commands are registered once', () => {
  const { discord } = scene;
  expect(discord.gateway.liveShards).toEqual([
    [0, 2],
    [1, 2],
  ]);
  expect(discord.gateway.counts).toMatchObject({ identified: 2, tooEarly: 0 });
  const puts = discord.calls.filter(
    ({ method, path }) => method === 'PUT' && path.endsWith('/commands'),
  );
  expect(puts).toHaveLength(1);
});

test('messages in servers of both are read aloud', async () => {
  for (const room of rooms) {
    const words = freshWords();
    const message = room.write(words);
    await room.why(message, /read|spoken|said/iu);
    await expect.poll(() => room.spoken().join('\n'), { timeout: soonMs }).toContain(words);
  }
});

test('a shard that loses its session leaves the other alone, and comes back', async () => {
  const { discord } = scene;
  const since = { ...discord.gateway.counts };
  discord.gateway.invalidate(false);
  await discord.gateway.back(soonMs, since);
  await expect.poll(() => discord.gateway.liveSessions, { timeout: soonMs }).toBe(2);
  expect(discord.gateway.counts.tooEarly).toBe(0);
});
