import { setTimeout as delay } from 'node:timers/promises';

import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshWords, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// Discord doesn't take the first answer to a command: it is tried again while it can be in time, else the person is told.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterEach(() => scene.discord.clearFaults());

afterAll(() => closeClean(scene));

const callback = { method: 'POST', path: /callback/u } as const;
const unknownInteraction = {
  ...callback,
  status: 404,
  code: 10_062,
  message: 'Unknown interaction',
};

/** The messages that the bot wrote in the text channel, the answers to commands left out. */
const newsIn = ({ text }: Room): readonly string[] =>
  scene.discord
    .messagesIn(text)
    .filter(({ origin }) => origin === undefined)
    .map((message) => message.text);

test.each([
  ['fails once', { status: 500 }],
  ['is never answered', { hang: true }],
  ['breaks', { cut: true as const }],
  ['is taken, though nobody says so', { status: 500, afterEffect: true }],
  ['is taken, though nothing is said', { hang: true, afterEffect: true }],
])('an acknowledgement that %s is not noticed', async (_, fault) => {
  const room = await openRoom(scene);
  scene.discord.fail({ ...callback, ...fault });
  const interaction = room.use('say', { text: freshWords() });
  await interaction.acknowledged;
  await told(interaction, /Spoken/u);
  expect(speechOf(room.listener).length).toBeGreaterThan(10);
  expect(newsIn(room)).toEqual([]);
});

test.each([[true], [false]])(
  'one that fails until it is too late is told where it was asked for, and nothing of what was said (private: %s)',
  async (isPrivate) => {
    const room = await openRoom(scene);
    scene.discord.fail({ ...callback, status: 500 });
    scene.discord.fail({ ...unknownInteraction, times: Infinity });
    scene.discord.fail({ path: 'webhooks/', status: 404, code: 10_015, times: Infinity });
    const words = freshWords();
    room.use('say', { text: words, private: isPrivate });
    await expect.poll(() => newsIn(room), { timeout: soonMs }).toHaveLength(1);
    const [line = ''] = newsIn(room);
    expect(line).toContain(`<@${room.ann.id}>, my answer got lost`);
    expect(line).not.toContain(words);
    expect(line).not.toMatch(/say|private/u);
    // Others that are lost there in the same while are not told again.
    room.use('help');
    await delay(1_000);
    expect(newsIn(room)).toHaveLength(1);
  },
);
