import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { expect, test, vi } from 'vitest';

import { startBot, openScene } from '../scene.ts';
import type { SceneOptions } from '../scene.ts';
import {
  closeClean,
  freshSentence,
  freshWords,
  heardLike,
  nextIsHeard,
  openRoom,
  soonMs,
  told,
} from './room.ts';
import type { Room } from './room.ts';

// The bot as its operator set it, forgot to, or dealt with it, where people get to notice.

async function entered(options: SceneOptions): Promise<{ scene: Scene; room: Room }> {
  const scene = await openScene(options);
  return { scene, room: await openRoom(scene) };
}

test.each(['day-limit', 'unauthenticated'] as const)(
  'the built-in engine speaks when deAPI answers %s and the operator wants that, and it is said',
  async (fail) => {
    const { scene, room } = await entered({ environment: { SPEECH_FALLBACK: 'embedded' } });
    scene.deapi.next({ on: 'submit', fail, times: Infinity });
    const { text } = await told(room.use('say', { text: freshWords() }), /Spoken/);
    expect(text).toContain('in another voice');
    expect(await nextIsHeard(room)).toBe(true);
    await closeClean(scene);
  },
);

test('of two bots with one token, on different machines, the one that came first ends, and each sentence is spoken once', async () => {
  const { scene, room } = await entered({});
  const { discord, deapi, bot } = scene;
  expect(await nextIsHeard(room)).toBe(true);
  const since = { ...discord.gateway.counts };
  const twin = startBot({ environment: environmentOf(discord, deapi), caPem: discord.caPem });
  expect(await discord.gateway.back(soonMs, since)).toBe('identified');
  let ended = false;
  void bot.exited.then(() => (ended = true));
  // It looks every 15 s, or when the other was faster, and knows at the next command.
  await vi.waitUntil(
    async () => {
      await room.use('help').acknowledged;
      return ended;
    },
    { timeout: 40_000, interval: 1_000 },
  );
  expect(await bot.exited).toEqual({ code: 0, signal: null });
  expect(bot.output.join('\n')).toContain('another bot was started with the same token');
  const words = freshSentence();
  const next = await openRoom(scene);
  expect(await heardLike(next, next.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  expect(await twin.stop()).toBe(0);
  await scene.close({ check: false });
});

test('what was set is set after a bot that is killed the moment it has said so', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'crier-killed-'));
  const { scene, room } = await entered({ dataFolder });
  const { discord, deapi } = scene;
  const environment = environmentOf(discord, deapi);
  let { bot } = scene;
  for (const voice of ['Sky', 'Adam', 'Emma']) {
    await told(room.use('voice set', { voice }), new RegExp(voice));
    bot.kill('SIGKILL');
    await bot.exited;
    const since = { ...discord.gateway.counts };
    bot = startBot({ environment, caPem: discord.caPem, dataFolder });
    expect(await discord.gateway.back(soonMs, since)).toBe('identified');
    await discord.ready(soonMs);
    // Until the service has answered once, nobody knows which voices there are.
    await vi.waitFor(
      async () => {
        const { text } = await room.use('voice show').reply(undefined, soonMs);
        expect(text).toMatch(`${voice}, English`);
      },
      { timeout: soonMs, interval: 500 },
    );
  }
  expect(await bot.stop()).toBe(0);
  await scene.close();
  await rm(dataFolder, { recursive: true });
});

test('a bot that is killed in mid-sentence and started again puts no commands, and speaks again', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'crier-operator-'));
  const { scene, room } = await entered({ dataFolder });
  const { discord, deapi, bot } = scene;
  const puts = (): number => discord.calls.filter(({ method }) => method === 'PUT').length;
  expect(puts()).toBe(1);
  const words = freshSentence();
  const { sentAtMs } = room.use('say', { text: words });
  await speechBegins(room.listener, sentAtMs, soonMs);
  bot.kill('SIGKILL');
  await bot.exited;
  const since = { ...discord.gateway.counts };
  const again = startBot({
    environment: environmentOf(discord, deapi),
    caPem: discord.caPem,
    dataFolder,
  });
  expect(await discord.gateway.back(soonMs, since)).toBe('identified');
  await discord.ready(soonMs);
  expect(await nextIsHeard(room)).toBe(true);
  expect(puts()).toBe(1);
  expect(await again.stop()).toBe(0);
  await scene.close();
  await rm(dataFolder, { recursive: true });
});
