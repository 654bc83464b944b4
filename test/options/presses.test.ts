import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { valueIn } from '#features/settings/values.ts';

import { frequentChanges } from '../docs/presses.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';

// The changes that people make most often, by as many presses as docs/settings.md says.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

test('none of the ten takes more than three', () => {
  expect(frequentChanges).toHaveLength(10);
  expect(Math.max(...frequentChanges.map(({ presses }) => presses.length))).toBe(3);
});

test('each is made by its presses', async () => {
  const room = await openRoom(bot);
  const { discord, store } = bot;
  const { admin, server } = room;
  const things = {
    channel: server.addText({ name: 'more' }),
    role: discord.addRole(server, 'L', []),
  };
  for (const { opened, key, presses } of frequentChanges) {
    const now = async (): Promise<unknown> =>
      valueIn(
        opened === 'me'
          ? await store.people.get(admin.id)
          : await store.serverSettings.get(server.id),
        key,
      );
    const before = await now();
    let at: Interaction = room.use(opened, {}, admin);
    for (const press of presses) {
      if ('send' in press) {
        await at.modal();
        at = await discord.submitModal(at, press.send);
        continue;
      }
      const panel = await told(at, /\S/);
      if ('page' in press) at = discord.select(panel, 'settings:page:', [press.page], admin);
      else if ('press' in press) at = discord.press(panel, press.press, admin);
      else at = discord.select(panel, press.choose, [things[press.what]], admin);
    }
    await told(at, /\S/);
    expect([key, await now()]).not.toEqual([key, before]);
  }
});
