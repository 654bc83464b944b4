import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { nextIsHeard, openRoom, soonMs, told } from '../e2e/room.ts';
import { openScene, startBot } from '../scene.ts';
import { postgresServer } from './server.ts';
import type { PostgresServer } from './server.ts';

// Two processes of one bot, each with two of four shards, with one database.

let server: PostgresServer;
let url: string;
let base: string;
beforeEach(async () => {
  server = await postgresServer();
  url = server.urlOf(await server.create());
  base = await mkdtemp(join(tmpdir(), 'crier-shards-'));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(base, { recursive: true, force: true });
});

function start({ discord, deapi }: Scene, shards: string, folder: string): BotProcess {
  return startBot({
    environment: environmentOf(discord, deapi, { DATABASE_URL: url, SHARDS: shards }),
    caPem: discord.caPem,
    dataFolder: join(base, folder),
  });
}

const shardsOf = ({ discord }: Scene): readonly number[] =>
  discord.gateway.liveShards.map(([shard]) => shard);

test(
  'both speak in their servers, identify in turn, and go on when the other is killed',
  { timeout: 400_000 },
  async () => {
    const scene = await openScene({
      discord: { shards: 4, shardsNeeded: 4, maxConcurrency: 1 },
      environment: { DATABASE_URL: url, SHARDS: '0-1/4' },
      dataFolder: join(base, 'first'),
      awaitReady: false,
    });
    const { discord } = scene;
    const second = start(scene, '2-3/4', 'second');
    await discord.ready(120_000);
    expect(discord.gateway.counts).toMatchObject({ identified: 4, tooEarly: 0 });
    const puts = (): number =>
      discord.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))
        .length;
    await expect.poll(puts, { timeout: soonMs }).toBe(1);

    const rooms = await Promise.all([0, 3].map(async (shard) => openRoom(scene, { shard })));
    const [here, there] = rooms as [(typeof rooms)[0], (typeof rooms)[0]];
    expect(await nextIsHeard(here)).toBe(true);
    expect(await nextIsHeard(there)).toBe(true);
    // People are the same in both.
    const { ann } = here;
    discord.addPerson(there.server, {}, ann);
    await told(here.use('voice set', { voice: 'Sky' }), /Sky/u);
    await told(there.use('voice show', {}, ann), /Sky/u);

    // A third that wants a shard of the second waits, and says so.
    const third = start(scene, '1-2/4', 'third');
    await expect
      .poll(() => third.output.filter((line) => /has shards that are in SHARDS/u.test(line)), {
        timeout: soonMs,
      })
      .toHaveLength(1);
    await third.stop();

    second.kill('SIGKILL');
    await second.exited;
    await expect.poll(() => shardsOf(scene), { timeout: soonMs }).toEqual([0, 1]);
    expect(await nextIsHeard(here)).toBe(true);
    const again = start(scene, '2-3/4', 'second');
    await expect.poll(() => shardsOf(scene), { timeout: 60_000 }).toEqual([0, 1, 2, 3]);
    await discord.ready(soonMs, { commands: false });
    expect(await nextIsHeard(there)).toBe(true);
    expect(discord.gateway.counts.tooEarly).toBe(0);
    expect(await again.stop()).toBe(0);
    await scene.close({ check: false });
  },
);
