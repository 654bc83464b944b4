import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';

// The daily work of moderators in one panel, which tells nothing of what anybody wrote.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

test('/moderation, moderation:unmute, moderation:filter, moderation:requests', async () => {
  const room = await openRoom(bot);
  const { ann, bea, mod, admin, server } = room;
  const role = bot.discord.addRole(server, 'Loud', []);
  remember('darn', 'Secret words.');
  await room.set('autoread role ignore', { role });
  await room.set('autoread filter add', { words: 'darn' });
  await room.set('autoread person mute', { person: bea });
  await room.set('voice forbid', { person: ann });
  const { id } = await keepClone(bot.store, bea.id, 'Rude');
  await bot.store.sharing.share(id, bea.id, server.id, true);
  await bot.store.reports.file({
    guildId: server.id,
    voiceId: id,
    reporterId: ann.id,
    reason: 'Secret words.',
  });
  const seen = await told(room.use('moderation', {}, admin), /moderators look after/);
  expect(seen.text).toContain(`**Muted** ${bea.mention}\n`);
  expect(seen.text).toContain(`**Ignored roles** <@&${role.id}>\n`);
  expect(seen.text).toContain('**Filter** 1 word: beeped out\n');
  expect(seen.text).toContain(`don’t speak here** ${ann.mention}\n`);
  expect(seen.text).toContain('**Open reports** 1\n');
  // Nothing of what people wrote stands in it.
  expect(JSON.stringify(seen.components)).not.toMatch(/darn|Secret|Rude/);
  const moderators = await told(room.use('moderation', {}, mod), /moderators look after/);
  expect(moderators.text).not.toMatch(/reports|don’t speak here/);
  await told(bot.discord.press(moderators, 'Filtered words', mod), /\|\|darn\|\|/);
  await told(bot.discord.forge(moderators, 'moderation:requests', mod), /Manage Server/);
  await told(bot.discord.press(seen, 'Reports and requests', admin), /Secret words/);
  const left = await told(
    bot.discord.select(moderators, 'moderation:unmute:0', [bea.id], mod),
    /\*\*Muted\*\* nothing/,
  );
  expect(left.text).toContain('moderators look after');
  expect(await bot.store.mutes.list(server.id)).toEqual([]);
  await told(room.use('moderation', {}, ann), /Only/);
});

test('moderation:page, moderation:unmute: of many who are muted, each is on a page', async () => {
  const room = await openRoom(bot);
  const { mod, server } = room;
  const idOf = (at: number) => String(700_000_000_000_000_000n + BigInt(at));
  for (let at = 0; at < 360; at += 1)
    await bot.store.mutes.mute(server.id, { userId: idOf(at) }, mod.id);
  const muted = (await bot.store.mutes.list(server.id)).map(({ userId }) => userId);
  const panel = await told(room.use('moderation', {}, mod), /moderators look after/);
  const next = bot.discord.press(panel, 'Next page', mod);
  await told(next, /moderators look after/);
  const last = muted.at(-1) ?? '';
  await told(bot.discord.select(panel, 'moderation:unmute:14', [last], mod), /look after/);
  expect((await bot.store.mutes.list(server.id)).map(({ userId }) => userId)).toEqual(
    muted.slice(0, -1),
  );
  // One stays on the page, and comes back from it.
  await told(bot.discord.press(panel, 'Previous page', mod), /moderators look after/);
  const carrier = await told(room.use('autoread show', {}, room.ann), /Auto-read/);
  await told(bot.discord.forge(carrier, 'moderation:page:1', room.ann), /Only/);
});
