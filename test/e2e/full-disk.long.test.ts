import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { expect, test, vi } from 'vitest';

import { forReaders, openScene, startBot } from '../scene.ts';
import { mayMount, tinyDisk } from '../tiny-disk.ts';
import { recordingStudio } from './recordings.ts';
import { nextIsHeard, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';

// The disk on which everything is kept is full, and then there is room again.

const megabytes = 12;
const full = /The disk of the machine that I run on is full/u;

const said = (bot: BotProcess, words: RegExp): readonly string[] =>
  bot.output.filter((line) => words.test(line));

async function startedAgain({ discord, deapi }: Scene, dataFolder: string): Promise<BotProcess> {
  const since = { ...discord.gateway.counts };
  const bot = startBot({
    environment: environmentOf(discord, deapi),
    caPem: discord.caPem,
    dataFolder,
  });
  await discord.gateway.back(soonMs, since);
  await discord.ready(soonMs);
  return bot;
}

/** Makes a voice of a recording. Resolves with what is said when it is to be kept. */
async function clone(room: Room, name: string, clip: { filename: string; bytes: Uint8Array }) {
  const { discord } = room.scene;
  const asked = await told(room.use('clone make', { clip, name }), /Whose voice is it|disk/u);
  if (full.test(asked.text)) return asked.text;
  const panel = await told(
    discord.press(asked, 'It is my own voice', room.ann),
    /ready to be heard|disk/u,
  );
  if (full.test(panel.text)) return panel.text;
  const kept = discord.press(panel, 'Keep', room.ann);
  return (await told(kept, /is kept|disk/u)).text;
}

test.skipIf(!mayMount)(
  'a full disk is called so, speech goes on, nothing is lost, and with room everything works again',
  { timeout: 180_000 },
  async () => {
    await using disk = await tinyDisk(megabytes);
    const dataFolder = join(disk.path, 'data');
    const studio = recordingStudio();
    const [low, high] = await Promise.all([studio.of(95), studio.of(230)]);
    const sound = await studio.of(150, { text: 'Gong.' });
    const scene = await openScene({ dataFolder });
    const room = await openRoom(scene);
    await told(room.use('voice set', { voice: 'Sky' }), /Sky/u);
    expect(await clone(room, 'Before', low)).toMatch(/is kept/u);
    expect(await nextIsHeard(room)).toBe(true);

    disk.fill();
    await told(room.use('voice set', { voice: 'Adam' }), full);
    expect(await clone(room, 'Meanwhile', high)).toMatch(full);
    await told(room.use('pronounce add', { word: 'gong', sound }), full);
    await told(room.use('pronounce add', { word: 'gg', say: 'good game' }), full);
    // Speech can't be kept either, which nobody has to hear of.
    expect(await nextIsHeard(room)).toBe(true);
    expect(await nextIsHeard(room)).toBe(true);
    await told(room.use('voice show'), /Sky/u);
    const clips = await readdir(join(dataFolder, 'clips'));
    expect(clips.filter((name) => !name.endsWith('.clip'))).toEqual([]);
    const { output } = scene.bot;
    expect(said(scene.bot, /"msg":"the disk is full: something could not be kept"/u)).not.toEqual(
      [],
    );
    expect(said(scene.bot, /The disk is full: nothing more can be written to/u)).not.toEqual([]);
    // Once, and not with every sentence.
    expect(said(scene.bot, /kept speech could not be/u)).toHaveLength(1);
    expect(output.join('\n')).not.toMatch(/cannot rollback|something went wrong/u);

    disk.makeRoom();
    await told(room.use('voice set', { voice: 'Adam' }), /Adam/u);
    expect(await clone(room, 'After', high)).toMatch(/is kept/u);
    await told(room.use('pronounce add', { word: 'gong', sound }), /is a sound/u);

    // A start needs no room where everything is there.
    disk.fill();
    scene.bot.kill('SIGKILL');
    await scene.bot.exited;
    const again = await startedAgain(scene, dataFolder);
    await vi.waitFor(
      async () => {
        const { text } = await room.use('voice show').reply(undefined, soonMs);
        expect(text).toMatch(/Adam, English/u);
      },
      { timeout: soonMs, interval: 500 },
    );
    await told(room.use('clone list'), /After[^]*Before/u);
    expect(await nextIsHeard(await openRoom(scene))).toBe(true);
    disk.makeRoom();
    expect(await again.stop()).toBe(0);
    await studio.close();
    await scene.close({ check: false });
  },
);

test('a log that can’t be written ends nobody: the bot serves on', async () => {
  const scene = await openScene({ awaitReady: false });
  const { discord, deapi } = scene;
  expect(await scene.bot.stop()).not.toBeUndefined();
  const folder = await mkdtemp(join(tmpdir(), 'crier-log-'));
  await writeFile(join(folder, 'ca.pem'), discord.caPem);
  // Each write to it fails as on a full disk: https://man7.org/linux/man-pages/man4/full.4.html
  const log = await open('/dev/full', 'w');
  const bot = spawn(process.execPath, [...forReaders.nodeOptions, 'src/main.js'], {
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...environmentOf(discord, deapi),
      ...forReaders.environment,
      PATH: process.env['PATH'],
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      CRIER_DATA: join(folder, 'data'),
      LOG_LEVEL: 'debug',
    },
  });
  const exited = once(bot, 'exit');
  try {
    await discord.ready(soonMs);
    expect(await nextIsHeard(await openRoom(scene))).toBe(true);
    bot.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  } finally {
    bot.kill('SIGKILL');
    await log.close();
    await rm(folder, { recursive: true });
    await scene.close({ check: false });
  }
});

test.skipIf(!mayMount)(
  'a first start on a full disk waits, says so once, ends when it is told to, and goes on when there is room',
  { timeout: 90_000 },
  async () => {
    await using disk = await tinyDisk(megabytes);
    disk.fill();
    const dataFolder = join(disk.path, 'data');
    const scene = await openScene({ dataFolder, awaitReady: false });
    const { discord, deapi, bot } = scene;
    const waits = /the disk is full: the start waits for room/u;
    await vi.waitUntil(() => said(bot, waits).length > 0, { timeout: soonMs });
    expect(await bot.stop()).toBe(0);

    const environment = environmentOf(discord, deapi);
    const next = startBot({ environment, caPem: discord.caPem, dataFolder });
    await vi.waitUntil(() => said(next, waits).length > 0, { timeout: soonMs });
    disk.makeRoom();
    await discord.ready(soonMs);
    expect(said(next, waits)).toHaveLength(1);
    expect(await nextIsHeard(await openRoom(scene))).toBe(true);
    expect(await next.stop()).toBe(0);
    await scene.close({ check: false });
  },
);
