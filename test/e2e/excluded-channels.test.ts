import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, freshSentence, likeness, speechOf, told } from './room.ts';

// Channels of which a server wants nothing to be heard, whoever asks for it.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

const menus = ['Read this aloud', 'Post as voice message'];
const never = /in this channel is ever read aloud/;

test('nothing of an excluded channel, its threads or a category is heard, and what is written beside them is', async () => {
  const room = await openReadingRoom(scene);
  const { server, text, ann, listener } = room;
  const { discord } = scene;
  const category = server.addCategory({ name: 'quiet' });
  const inside = server.addText({ name: 'inside', category });
  const beside = server.addText({ name: 'beside' });
  for (const channel of [inside, beside]) await room.set('channel add', { channel });
  for (const channel of [text, category]) await room.set('channel exclude', { channel });
  const fromMs = performance.now();
  for (const channel of [text, server.addThread(text), inside, server.addThread(inside)]) {
    const message = room.write(`${discord.bot.mention} Not for your ears.`, ann, channel);
    expect((await room.why(message, never)).text).toMatch(never);
    for (const name of menus) {
      const asked = discord.menu({ name, target: message, channel, by: ann });
      expect(await told(asked, never)).toMatchObject({ ephemeral: true });
      expect(asked.followUps.some(({ voiceMessage }) => voiceMessage)).toBe(false);
    }
  }
  expect(room.spoken()).toEqual([]);
  expect(speechOf(listener, { fromMs })).toEqual([]);

  const words = freshSentence();
  const message = room.write(words, ann, beside);
  expect((await room.why(message, /It was read/)).text).toBe('It was read.');
  expect(
    await likeness(scene, speechOf(listener, { fromMs }), `Ann said: ${words}`),
  ).toBeGreaterThan(0.9);
  const asked = discord.menu({ name: menus[0]!, target: message, channel: beside, by: ann });
  await told(asked, /Spoken/);
  const posted = discord.menu({ name: menus[1]!, target: message, channel: beside, by: ann });
  await posted.followUp(({ voiceMessage }) => voiceMessage);
});
