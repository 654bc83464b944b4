import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { speechLike, wav } from '../audio/sound.ts';
import { remember } from '../pseudo/known.ts';
import { openScene } from '../scene.ts';
import { packed } from '../text/boards/boards.ts';
import { openRoom, soonMs, told } from './room.ts';

// The real bot, with the process that reads files: boards of another program are pressed, and heard.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  const code = await scene.close();
  if (code !== 0) throw new Error(`the bot ended with exit code ${code}`);
});

test('a package of boards is taken over, and its words and its recording are heard at a press', async () => {
  remember('happy', 'drinks', 'slurp', 'time', 'Brian', 'my voice', 'anywhere', 'far away');
  const room = await openRoom(scene);
  const bytes = Buffer.from(packed({ 'sounds/slurp.ogg': wav(speechLike(2)) }));
  const file = { filename: 'boards.obz', bytes };
  const shown = await told(room.use('phrases', { import: file }), /New phrases: 10/);
  const press = (on: Message, button: string, shows: RegExp): Promise<Message> =>
    told(scene.discord.press(on, button, room.ann), shows);
  const taken = await press(shown, 'Take it over', /Taken over/);
  const board = await press(taken, 'Show the board', /Your phrases/);
  const words = scene.discord.press(board, 'Brian', room.ann);
  expect((await speechHeard(room.listener, words.sentAtMs, soonMs)).framesHeard).toBeGreaterThan(
    10,
  );
  const folder = await press(board, 'Folder: drinks', /folder drinks/);
  const recording = scene.discord.press(folder, 'slurp', room.ann);
  const heard = await speechHeard(room.listener, recording.sentAtMs, soonMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  expect(heard.framesHeard).toBeGreaterThan(70);
  const exported = room.use('phrases', { export: 'obz' });
  const { attachments } = await exported.reply((message) => message.attachments.length > 0);
  const again = { filename: 'again.obz', bytes: Buffer.from(attachments[0]?.bytes ?? []) };
  await told(room.use('phrases', { import: again }), /isn’t there already/);
});
