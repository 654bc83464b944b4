import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import { expect, onTestFinished, test } from 'vitest';

import { openScene, startBot } from '../scene.ts';
import { freshSentence, openRoom, soonMs, told } from './room.ts';

// A board is pinned once and pressed for years: all that it needs is in the ids of its buttons, and in the store.

const empty = { words: '', label: '', folder: '', voice: '', style: '' };

test('a board and a box of an earlier process work after a restart, also in their folders', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'crier-boards-'));
  const scene = await openScene({ dataFolder });
  const bots = [scene.bot];
  onTestFinished(async () => {
    for (const bot of bots) await bot.stop();
    await scene.close();
    await rm(dataFolder, { recursive: true });
  });
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  const channel = discord.directMessages(room.ann);
  const opened = discord.command({ name: 'phrases', options: {}, channel, by: room.ann });
  let board = await told(opened, /./);
  for (const [label, folder] of [
    ['At home', ''],
    ['In the folder', 'Food'],
  ] as const) {
    const pressed = discord.press(board, 'New phrase', room.ann);
    await pressed.modal();
    const words = freshSentence();
    await told(await discord.submitModal(pressed, { ...empty, words, label, folder }), /./);
    board = await told(
      discord.command({ name: 'phrases', options: {}, channel, by: room.ann }),
      /./,
    );
  }
  const box = await told(
    discord.command({ name: 'speak', options: {}, channel, by: room.ann }),
    /All of this/,
  );

  scene.bot.kill('SIGKILL');
  await scene.bot.exited;
  const since = { ...discord.gateway.counts };
  bots.push(
    startBot({ environment: environmentOf(discord, deapi), caPem: discord.caPem, dataFolder }),
  );
  await discord.gateway.back(2 * soonMs, since);

  const first = discord.press(board, 'At home', room.ann);
  await speechHeard(room.listener, first.sentAtMs, soonMs);
  const folder = await told(discord.press(board, 'Folder: Food', room.ann), /Food/);
  const second = discord.press(folder, 'In the folder', room.ann);
  await speechHeard(room.listener, second.sentAtMs, soonMs);
  const again = discord.press(box, 'Again', room.ann);
  const heard = await speechHeard(room.listener, again.sentAtMs, soonMs);
  expect(heard.framesHeard).toBeGreaterThan(25);
  // Their owner alone gets what the buttons of the private board say.
  expect([...first.followUps, ...second.followUps]).toEqual([]);
});
