import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import { expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { openScene, startBot } from '../scene.ts';
import { keepDesign } from '../store/folder.ts';
import { rowsOf } from '../store/rows.ts';
import { runTool } from '../tools.ts';
import { closeClean, freshWords, openRoom, soonMs, told } from './room.ts';

test('a back-up of the running bot, restored into a fresh folder, is a bot that knows all that it knew', async () => {
  const base = await mkdtemp(join(tmpdir(), 'crier-backup-'));
  const scene = await openScene();
  const { discord, deapi, bot } = scene;
  const room = await openRoom(scene);
  const { ann, use } = room;
  await told(use('voice set', { speed: 1.25 }), /./u);
  await told(use('pronounce add', { word: 'gg', say: 'good game' }), /./u);
  const live = await openStore({ folder: bot.dataFolder });
  await keepDesign(live, ann, 'Kept');
  await live.close();
  await told(use('say', { text: freshWords(), as: 'file' }), /./u);

  // The payment is settled when the sound is kept, after it was posted.
  await expect.poll(() => rowsOf(bot.dataFolder)['spent'], { timeout: soonMs }).toHaveLength(1);

  const path = join(base, 'crier.tar');
  const made = await runTool('backup', [path], { CRIER_DATA: bot.dataFolder });
  expect([made.code, made.said]).toEqual([0, expect.stringContaining('was read back')]);
  const refused = await runTool('restore', [path, '--replace'], { CRIER_DATA: bot.dataFolder });
  expect([refused.code, refused.said]).toEqual([78, expect.stringContaining('A bot is running')]);
  const dataFolder = join(base, 'data');
  expect(await runTool('restore', [path], { CRIER_DATA: dataFolder })).toMatchObject({ code: 0 });
  const rows = rowsOf(dataFolder);
  expect(rows).toEqual(rowsOf(bot.dataFolder));
  for (const table of ['voices', 'dictionary_entries', 'spent'])
    expect(rows[table]?.length).toBeGreaterThan(0);

  await bot.stop();
  const since = { ...discord.gateway.counts };
  const again = startBot({
    environment: environmentOf(discord, deapi),
    caPem: discord.caPem,
    dataFolder,
  });
  await discord.gateway.back(soonMs, since);
  await told(use('clone list'), /Kept/u);
  await told(use('pronounce list'), /good game/u);
  await again.stop();
  await closeClean(scene);
  await rm(base, { recursive: true });
});
