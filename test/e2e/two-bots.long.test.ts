import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { startBot, openScene } from '../scene.ts';
import { freshSentence, heardLike, nextIsHeard, openRoom, soonMs } from './room.ts';

// Two bots in one data folder.

let dataFolder: string;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-two-'));
});

afterEach(() => rm(dataFolder, { recursive: true, force: true }));

/** Starts a bot as often as it ends, as `restart: always` does. */
class Supervisor {
  readonly #start: () => BotProcess;
  readonly #starts: BotProcess[] = [];
  #isOpen = true;

  constructor(start: () => BotProcess, first?: BotProcess) {
    this.#start = start;
    void this.#goOn(first);
  }

  get starts(): number {
    return this.#starts.length;
  }

  /** How often one of its bots said that it waits for another’s end. */
  get waits(): number {
    const lines = this.#starts.flatMap(({ output }) => output);
    return lines.filter((line) => /waits until that ends/u.test(line)).length;
  }

  get current(): BotProcess {
    const current = this.#starts.at(-1);
    if (!current) throw new Error('nothing was started');
    return current;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.current.stop();
  }

  async #goOn(first?: BotProcess): Promise<void> {
    let bot = first ?? this.#start();
    this.#starts.push(bot);
    for (;;) {
      await bot.exited;
      if (!this.#isOpen) return;
      bot = this.#start();
      this.#starts.push(bot);
    }
  }
}

function starter({ discord, deapi }: Scene): () => BotProcess {
  const environment = environmentOf(discord, deapi);
  return () => startBot({ environment, caPem: discord.caPem, dataFolder });
}

test('a bot with another token is refused, and the first serves on', async () => {
  const scene = await openScene({ dataFolder });
  const other = await startDiscord({ voice: false });
  const environment = { ...environmentOf(scene.discord, scene.deapi), DISCORD_TOKEN: other.token };
  const second = startBot({
    environment: { ...environment, DISCORD_API_URL: other.apiUrl },
    dataFolder,
  });
  expect(await second.exited).toEqual({ code: 78, signal: null });
  expect(second.output.join('\n')).toMatch(/Another bot, with another DISCORD_TOKEN/u);
  expect(other.gateway.counts.identified).toBe(0);
  expect(await nextIsHeard(await openRoom(scene))).toBe(true);
  // When the first has ended, the folder is as good for another bot.
  expect(await scene.bot.stop()).toBe(0);
  const third = startBot({
    environment: { ...environment, DISCORD_API_URL: other.apiUrl },
    dataFolder,
  });
  await other.ready(soonMs);
  expect(await third.stop()).toBe(0);
  await other.close({ check: false });
  await scene.close({ check: false });
});

test(
  'of two that supervisors start again, one stays and speaks, and takes turns with nobody; when it ends the other serves',
  { timeout: 120_000 },
  async () => {
    const scene = await openScene({ dataFolder });
    const { discord } = scene;
    const start = starter(scene);
    const one = new Supervisor(start, scene.bot);
    const since = { ...discord.gateway.counts };
    const two = new Supervisor(start);
    expect(await discord.gateway.back(soonMs, since)).toBe('identified');
    await vi.waitUntil(() => one.starts === 2, { timeout: soonMs });
    await vi.waitUntil(() => one.waits === 1, { timeout: soonMs });
    const { identified } = discord.gateway.counts;
    // Long enough for several rounds of a pair that replaces each other.
    await delay(15_000);
    expect(discord.gateway.counts.identified).toBe(identified);
    expect([one.starts, two.starts]).toEqual([2, 1]);
    const room = await openRoom(scene);
    const words = freshSentence();
    expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);

    // Either the one that waited or the one that is started again may be the first: one serves, the other waits.
    const before = { ...discord.gateway.counts };
    const waitedBefore = two.waits;
    two.current.kill('SIGKILL');
    expect(await discord.gateway.back(soonMs, before)).toBe('identified');
    await discord.ready(soonMs);
    await vi.waitUntil(() => two.starts === 2, { timeout: soonMs });
    await delay(5_000);
    expect(discord.gateway.counts.identified).toBe(identified + 1);
    const [serving, waiting] = two.waits > waitedBefore ? [one, two] : [two, one];
    expect(await nextIsHeard(await openRoom(scene))).toBe(true);

    // When that ends for good, the other serves.
    const last = { ...discord.gateway.counts };
    await serving.close();
    expect(await discord.gateway.back(soonMs, last)).toBe('resumed');
    await discord.ready(soonMs);
    expect(await nextIsHeard(await openRoom(scene))).toBe(true);
    await waiting.close();
    await scene.close({ check: false });
  },
);
