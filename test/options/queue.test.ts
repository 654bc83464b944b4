import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told, wordsOf } from './room.ts';
import type { Room } from './room.ts';

// The queue of a call, and what people do about it, by what is heard then.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** While something of Ann is heard, two lines of Bea wait, and one of Ann. */
async function openWaiting(): Promise<Room & { readonly go: () => Promise<readonly string[]> }> {
  const room = await openRoom(bot);
  const { calls } = bot;
  const { ann, bea, server } = room;
  calls.hold(server.id);
  const said = [
    ['Spoken.', ann],
    ['One of Bea.', bea],
    ['Two of Bea.', bea],
    ['One of Ann.', ann],
  ] as const;
  for (const [at, [text, by]] of said.entries()) {
    room.use('say', { text }, by);
    await soon(() => expect(calls.queue(server.id)).toHaveLength(at + 1));
  }
  return {
    ...room,
    async go() {
      calls.go(server.id);
      await soon(() => expect(calls.queue(server.id)).toEqual([]));
      return wordsOf(room.heard());
    },
  };
}

/** The id of a line, as a menu has it. */
function lineIn({ components }: Message, label: string): string {
  const [, id = ''] =
    new RegExp(`"label":"${label}","value":"([\\w-]+)"`).exec(JSON.stringify(components)) ?? [];
  return id;
}

test('/queue, queue:refresh: it shows what waits, in the order in which it is heard', async () => {
  const room = await openWaiting();
  const { ann, bea, use, write } = room;
  const panel = await told(use('queue', {}, bea), /4\./);
  expect(panel.ephemeral).toBe(true);
  const names = /1\. \*\*Ann\*\* .*\n2\. \*\*You\*\* .*\n3\. \*\*Ann\*\* .*\n4\. \*\*You\*\*/;
  expect(panel.text).toMatch(names);
  write('A message.', ann);
  const again = await told(bot.discord.press(panel, 'Refresh', bea), /5\./);
  expect(again.text).toMatch(new RegExp(`5\\. \\*\\*Ann\\*\\* · <#${room.text.id}> · about 1 s`));
  expect(await room.go()).toEqual([
    'Spoken.',
    'One of Bea.',
    'One of Ann.',
    'Two of Bea.',
    'A message.',
  ]);
  await told(bot.discord.press(again, 'Refresh', bea), /nothing waits/);
});

test('queue:skip: people skip their own lines, and moderators any', async () => {
  const room = await openWaiting();
  const { bea, mod, use } = room;
  const { discord } = bot;
  const own = await told(use('queue', {}, bea), /4\./);
  expect(lineIn(own, '1. Ann')).toBe('');
  const mine = discord.select(own, 'Skip …', [lineIn(own, '2. You')], bea);
  const left = await told(mine, /2\. \*\*You.*3\. \*\*Ann(?!.*4\.)/s);
  const any = await told(use('queue', {}, mod), /3\./);
  const spoken = lineIn(any, '1. Ann');
  await told(discord.forge(left, 'queue:skip', bea, [spoken]), /somebody else’s/);
  await told(discord.select(any, 'Skip …', [spoken], mod), /1\. \*\*Bea.*2\. \*\*Ann(?!.*3\.)/s);
  await told(discord.forge(left, 'queue:skip', bea, [spoken]), /doesn’t wait any more/);
  expect(await room.go()).toEqual(['Two of Bea.', 'One of Ann.']);
});

test('queue:front: of one’s own lines for everybody, of all for moderators', async () => {
  const room = await openWaiting();
  const { ann, bea, mod, use } = room;
  const { discord } = bot;
  const own = await told(use('queue', {}, bea), /4\./);
  expect(lineIn(own, '3. Ann')).toBe('');
  const second = lineIn(own, '4. You');
  await told(discord.select(own, 'Move to the front …', [second], bea), /4\. \*\*You/);
  const any = await told(use('queue', {}, mod), /4\./);
  const ofAnn = lineIn(any, '3. Ann');
  await told(discord.forge(own, 'queue:front', bea, [ofAnn]), /^Only moderators .* decide/);
  const moved = discord.select(any, 'Move to the front …', [ofAnn], mod);
  await told(moved, /2\. \*\*Ann\*\*.*3\. \*\*Bea/s);
  const spoken = lineIn(await told(use('queue', {}, ann), /4\./), '1. You');
  await told(discord.forge(any, 'queue:front', mod, [spoken]), /doesn’t wait any more/);
  expect(await room.go()).toEqual(['Spoken.', 'One of Ann.', 'Two of Bea.', 'One of Bea.']);
});

test('queue:mine, queue:all: what waits is taken out, and what is heard goes on', async () => {
  const room = await openWaiting();
  const { bea, mod, use } = room;
  const { discord } = bot;
  const own = await told(use('queue', {}, bea), /Clear mine/);
  expect(own.text).not.toContain('Clear all');
  const left = await told(discord.press(own, 'Clear mine', bea), /2\. \*\*Ann(?!.*3\.)/s);
  expect(left.text).not.toContain('Clear mine');
  await told(discord.forge(left, 'queue:mine', bea), /Nothing of yours waits/);
  const any = await told(use('queue', {}, mod), /Clear all/);
  await told(discord.press(any, 'Clear all', mod), /1\. \*\*Ann(?!.*2\.)/s);
  expect(await room.go()).toEqual(['Spoken.']);
});

test('/clear whose mine, /clear whose all', async () => {
  const room = await openWaiting();
  const { bea, mod, use } = room;
  const mine = await told(use('clear', { whose: 'mine' }, bea), /^I took out 2 lines of yours/);
  expect(mine.ephemeral).toBe(true);
  await told(use('clear', {}, bea), /^Nothing of yours waits/);
  const all = await told(use('clear', { whose: 'all' }, mod), /^I took out 1 line that waited/);
  expect(all.ephemeral).toBe(false);
  await told(use('clear', { whose: 'all' }, mod), /^Nothing waits/);
  expect(await room.go()).toEqual(['Spoken.']);
});

test('/pause, /resume: nothing is heard meanwhile, and then all of it in its order', async () => {
  const room = await openWaiting();
  const { bea, use } = room;
  const paused = await told(use('pause', {}, bea), /^<@\d+> has paused me\./);
  expect(paused.ephemeral).toBe(false);
  const panel = await told(use('queue', {}, bea), /has paused me\.(.*\n)+4\./);
  expect(panel.text).not.toContain('heard <t:');
  await told(use('pause', {}, bea), /^I’m paused already/);
  bot.calls.go(room.server.id);
  expect(wordsOf(room.heard())).toEqual([]);
  await told(use('resume', {}, bea), /^I go on\./);
  expect(await room.go()).toEqual(['Spoken.', 'One of Bea.', 'One of Ann.', 'Two of Bea.']);
  await told(use('resume', {}, bea), /^I’m not paused/);
});

test('queue:pause, queue:resume: everybody in the call holds it back from the list, and the others are told', async () => {
  const room = await openWaiting();
  const { bea, server, use } = room;
  const { discord, told: news } = bot;
  const inServer = (): readonly string[] =>
    news.filter(({ guildId }) => guildId === server.id).map(({ sentence }) => sentence);
  const panel = await told(use('queue', {}, bea), /4\./);
  const paused = await told(discord.press(panel, 'Pause', bea), /has paused me\.(.*\n)+4\./);
  expect(inServer()).toEqual([expect.stringMatching(new RegExp(`^<@${bea.id}> has paused me`))]);
  bot.calls.go(server.id);
  expect(wordsOf(room.heard())).toEqual([]);
  const outside = discord.addPerson(server);
  await told(use('queue', {}, outside), /Join <#\d+> to see/);
  await told(discord.press(paused, 'Go on', bea), /^(?!.*has paused me)/s);
  expect(inServer()[1]).toBe('I go on.');
  expect(await room.go()).toEqual(['Spoken.', 'One of Bea.', 'One of Ann.', 'Two of Bea.']);
});
