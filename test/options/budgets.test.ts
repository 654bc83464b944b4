import type { Message } from '@crier/rehearsal/discord/model.ts';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { intentOf } from '../store/busy-person.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// The cost of speech, to whom it is shown, and what admins let be spent.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** Half a dollar for 20 characters, paid for somebody. */
async function pay(userId: string, guildId?: string): Promise<void> {
  const intent = intentOf(userId, guildId);
  await bot.store.jobs.note(await bot.store.jobs.begin(intent), { to: 'kept' });
  bot.money?.spent(intent.payer);
}

async function pictureOf({ attachments }: Message): Promise<ReturnType<typeof decode>> {
  const [picture] = attachments;
  if (!picture) throw new Error('there is no picture');
  return decode(new Uint8Array(await (await fetch(picture.url)).arrayBuffer()));
}

/** The lines of `/budget show` that list budgets. */
async function budgetsIn(room: Room): Promise<readonly string[]> {
  const { text } = await room.set('budget show');
  return text.split('\n').filter((line) => line.startsWith('- '));
}

test('/usage me: what was paid for somebody everywhere, with a picture of the month', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  await pay(ann.id, server.id);
  await pay(ann.id);
  await pay(bea.id, server.id);
  await bot.store.budgets.set(server.id, { whose: 'each', period: 'day', usd: 2 }, room.admin.id);
  const shown = await told(room.use('usage me'), /What was spoken for you/);
  expect(shown.text).toContain('**Today:** $1.00 · 40 characters · 2 requests');
  expect(shown.text).toMatch(/Your budget today: \$2\.00, used: \$0\.50/);
  expect(await pictureOf(shown)).toMatchObject({ width: 640, height: 240 });
  expect(JSON.stringify(shown.components)).toContain('All together: $1.00.');
});

test('/usage server: what was paid there, for admins', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  for (const { id } of [ann, bea]) await pay(id, server.id);
  await pay(ann.id);
  const { text } = await room.set('usage server');
  expect(text).toContain('**This month:** $1.00 · 40 characters · 2 requests');
  await told(room.use('usage server'), /Only people with the right/);
});

test('/usage bot: what was paid by the whole bot, and the balance, for who owns it alone', async () => {
  const room = await openRoom(bot);
  await pay(room.ann.id);
  const owner = bot.discord.addPerson(room.server, {}, bot.discord.developer);
  const { text } = await told(room.use('usage bot', {}, owner), /What I have spoken/);
  expect(text).toContain('Balance at the speech service: $4.20');
  expect(text).toMatch(/\*\*Today:\*\* \$\d/);
  await told(room.use('usage bot', {}, room.admin), /^Only those who own this bot see that\.$/);
});

test('/budget set period day, /budget set period month, /budget set dollars, /budget set characters, /budget show', async () => {
  const room = await openRoom(bot);
  const { server, ann } = room;
  expect(await budgetsIn(room)).toEqual([]);
  const set = await room.set('budget set', { period: 'day', dollars: 2.5 });
  expect(set.text).toBe('From now on, each day for the whole server: $2.50.');
  const more = await room.set('budget set', { period: 'day', characters: 900 });
  expect(more.text).toBe('From now on, each day for the whole server: $2.50 · 900 characters.');
  await room.set('budget set', { period: 'month', characters: 5_000 });
  await pay(ann.id, server.id);
  expect(await budgetsIn(room)).toEqual([
    '- the whole server: $2.50 · 900 characters each day, used today: $0.50 · 20 characters (20%)',
    '- the whole server: 5,000 characters each month, used this month: 20 characters (0%)',
  ]);
  const nothing = await room.set('budget set', { period: 'day' });
  expect(nothing.text).toMatch(/^Say how much/);
});

test('/budget set for server, /budget set for each, /budget set person', async () => {
  const room = await openRoom(bot);
  const { server, bea } = room;
  await room.set('budget set', { period: 'day', dollars: 9, for: 'server' });
  await room.set('budget set', { period: 'day', dollars: 1, for: 'each' });
  // A person who is named counts.
  await room.set('budget set', { period: 'day', dollars: 0, person: bea, for: 'each' });
  expect(await budgetsIn(room)).toEqual([
    '- the whole server: $9.00 each day, used today: $0.00 (0%)',
    '- each person without a budget of their own: $1.00 each day',
    `- ${bea.mention}: $0.00 each day, used today: $0.00 (100%)`,
  ]);
  expect(await bot.store.budgets.limitsFor({ userId: bea.id, guildId: server.id })).toMatchObject([
    { scope: 'person', usd: 0 },
    { scope: 'server', usd: 9 },
  ]);
});

test('/budget remove for server, /budget remove for each, /budget remove person, /budget remove period day, /budget remove period month', async () => {
  const room = await openRoom(bot);
  const { server, bea, admin } = room;
  const { budgets } = bot.store;
  for (const period of ['day', 'month'] as const)
    for (const whose of [
      { whose: 'server' },
      { whose: 'each' },
      { whose: 'person', userId: bea.id },
    ] as const)
      await budgets.set(server.id, { ...whose, period, usd: 1 }, admin.id);
  const left = async (): Promise<readonly string[]> =>
    (await budgets.list(server.id)).map(({ whose, period }) => `${whose} ${period}`);
  const removed = await room.set('budget remove', { for: 'server', period: 'day' });
  expect(removed.text).toBe('That budget is removed: the whole server.');
  expect(await left()).not.toContain('server day');
  expect(await left()).toContain('server month');
  await room.set('budget remove', { for: 'each', period: 'month' });
  await room.set('budget remove', { for: 'each' });
  await room.set('budget remove', { person: bea, period: 'month' });
  expect(await left()).toEqual(['server month', 'person day']);
  await room.set('budget remove');
  const none = await room.set('budget remove');
  expect(none.text).toBe('There is no such budget: the whole server.');
  expect(await left()).toEqual(['person day']);
});

test('a server is told where it last used the bot, and a person after what they ask for next', async () => {
  const room = await openRoom(bot);
  const { server, ann, bea } = room;
  await room.set('budget set', { period: 'day', dollars: 1 });
  await room.set('budget set', { period: 'day', dollars: 0.5, for: 'each' });
  await pay(ann.id, server.id);
  await soon(() =>
    expect(bot.told.filter(({ guildId }) => guildId === server.id)).toEqual([
      { guildId: server.id, sentence: expect.stringMatching(/^At least 50% of this server’s/) },
    ]),
  );
  const untold = room.use('autoread why');
  await untold.message(({ text }) => /nothing left of your speech budget for today/.test(text));
  const others = room.use('autoread why', {}, bea);
  await told(others, /./);
  const again = room.use('autoread why');
  await told(again, /./);
  expect(await bot.store.budgets.untold(ann.id)).toEqual([]);
});
