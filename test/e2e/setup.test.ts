import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, freshSentence, likeness, speechOf, told } from './room.ts';

// The first start, from the command to the ears: by the real bot, with a panel that was opened before it was started anew.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

test('four presses after /setup the first message is heard', async () => {
  const room = await openReadingRoom(scene, { joined: false, on: false });
  const { discord } = scene;
  const { admin, text, listener } = room;
  discord.join(room.call, admin);
  const first = await told(room.use('setup', {}, admin), /1/);
  const second = await told(discord.select(first, 'setup:channel:', [text], admin), /2/);
  const language = `setup:language:${text.id}`;
  const third = await told(discord.select(second, language, ['usual'], admin), /3/);
  const whose = `setup:whose:${text.id}:usual`;
  const fourth = await told(discord.select(third, whose, ['inCall'], admin), /4/);
  await told(discord.press(fourth, `setup:comes:${text.id}:usual:inCall`, admin), /<#/);
  await discord.botIn(room.server, room.call);
  const fromMs = performance.now();
  const words = freshSentence();
  const message = room.write(words);
  await room.why(message, /It was read/);
  expect(
    await likeness(scene, speechOf(listener, { fromMs }), `Ann said: ${words}`),
  ).toBeGreaterThan(0.9);
});
