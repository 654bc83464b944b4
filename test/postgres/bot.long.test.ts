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

// The whole bot with its store in a database that goes away and comes back.

let server: PostgresServer;
let url: string;
let base: string;
beforeEach(async () => {
  server = await postgresServer();
  url = server.urlOf(await server.create());
  base = await mkdtemp(join(tmpdir(), 'crier-postgres-bot-'));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(base, { recursive: true, force: true });
});

const away = /can’t reach the database/u;

const said = (bot: BotProcess, words: RegExp): readonly string[] =>
  bot.output.filter((line) => words.test(line));

function startOther({ discord, deapi }: Scene, folder: string): BotProcess {
  return startBot({
    environment: { ...environmentOf(discord, deapi), DATABASE_URL: url },
    caPem: discord.caPem,
    dataFolder: join(base, folder),
  });
}

test(
  'a database that goes away is called so, the fallback speaks, and all works again when it is back',
  { timeout: 180_000 },
  async () => {
    const scene = await openScene({
      environment: { DATABASE_URL: url, SPEECH_FALLBACK: 'embedded' },
      dataFolder: join(base, 'data'),
    });
    const { discord, bot } = scene;
    const room = await openRoom(scene);
    await told(room.use('voice set', { voice: 'Sky' }), /Sky/u);
    expect(await nextIsHeard(room)).toBe(true);

    await server.kill();
    // Settings are remembered, and Crier's own engine speaks.
    expect(await nextIsHeard(room)).toBe(true);
    await told(room.use('voice set', { voice: 'Adam' }), away);
    expect(said(bot, /"msg":"the database doesn’t answer"/u)).not.toEqual([]);
    expect(bot.output.join('\n')).not.toMatch(/something went wrong|postgres:\/\//u);

    await server.start();
    await told(room.use('voice set', { voice: 'Adam' }), /Adam/u);
    expect(await nextIsHeard(room)).toBe(true);

    // With another folder, as on another machine, it waits until this one has ended.
    const other = startOther(scene, 'other');
    await expect
      .poll(() => said(other, /this one waits until that ends/u).length, { timeout: soonMs })
      .toBe(1);
    const since = { ...discord.gateway.counts };
    expect(await bot.stop()).toBe(0);
    expect(await discord.gateway.back(soonMs, since)).toBe('identified');
    await discord.ready(soonMs);
    await told(room.use('voice show'), /Adam, English/u);
    expect(await other.stop()).toBe(0);

    // A start waits for the database, says so once, and goes on.
    await server.kill();
    const early = startOther(scene, 'other');
    await expect
      .poll(
        () => said(early, /"msg":"the database doesn’t answer: the start waits for it"/u).length,
        {
          timeout: soonMs,
        },
      )
      .toBe(1);
    const before = { ...discord.gateway.counts };
    await server.start();
    expect(await discord.gateway.back(soonMs, before)).toBe('resumed');
    await discord.ready(soonMs);
    await told(room.use('voice show'), /Adam, English/u);
    expect(await early.stop()).toBe(0);
    await scene.close({ check: false });
  },
);

test(
  'a bot with another token is refused while the database is in use',
  { timeout: 120_000 },
  async () => {
    const scene = await openScene({
      environment: { DATABASE_URL: url },
      dataFolder: join(base, 'first'),
    });
    const { discord, deapi } = scene;
    const token = 'MTE3NTY5OTkwMTIzNDU2Nzg5MA.GhIjKl.zyxwvutsrqponmlkjihgfedcba9876543210AB';
    const second = startBot({
      environment: { ...environmentOf(discord, deapi), DATABASE_URL: url, DISCORD_TOKEN: token },
      caPem: discord.caPem,
      dataFolder: join(base, 'second'),
    });
    expect(await second.exited).toMatchObject({ code: 78 });
    expect(
      said(second, /Another bot, with another DISCORD_TOKEN, uses the database/u),
    ).toHaveLength(1);
    await scene.close({ check: false });
  },
);
