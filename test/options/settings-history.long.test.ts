import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const everyMs = 300_000;

test(
  'autoread:log: of 2,000 changes each page has its own, and the oldest can still be looked at',
  { timeout: everyMs },
  async () => {
    const room = await openRoom(bot);
    const { store, discord } = bot;
    const by = { actorId: room.admin.id };
    for (let at = 0; at < 2_000; at += 1)
      await store.serverSettings.change(room.server.id, by, (now) => ({
        ...now,
        volumeDb: -(at % 20) - 1,
      }));
    const all = await store.audit.entries(room.server.id, 3_000);
    expect(all.length).toBeGreaterThanOrEqual(2_000);
    const log = await room.set('autoread log');
    const [oldest, before] = [all.at(-1)!, all.at(-2)!];
    await told(discord.forge(log, `autoread:log:${before.id}`, room.admin), /\S/);
    const looked = discord.forge(log, 'settings:look:', room.admin, [oldest.id]);
    expect((await told(looked, /Take back|Nothing changes/)).text.length).toBeLessThan(4_000);
  },
);
