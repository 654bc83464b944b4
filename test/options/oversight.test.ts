import type { Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Where a server's admins are told of its people's voices: only where nobody else reads it.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

interface Club extends Room {
  /** A channel that nobody but admins and the bot sees. */
  readonly desk: Place;
  /** Bea reports Ann's voice; what she is told. */
  readonly report: () => Promise<string>;
}

async function openClub(): Promise<Club> {
  const room = await openRoom(bot);
  const { discord, store } = bot;
  const { id } = await keepClone(store, room.ann.id, 'Rude');
  await store.sharing.share(id, room.ann.id, room.server.id, true);
  const desk = room.server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  const options = { voice: 'Rude', reason: 'It is mine.' };
  return {
    ...room,
    desk,
    report: async () => (await told(room.use('clone report', options, room.bea), /Thank you/)).text,
  };
}

const wereTold = /admins were told/;
const willSee = /see your report of “Rude” with \/clone requests/;

test('in the channel that they chose, without waking anybody', async () => {
  const { set, desk, report } = await openClub();
  await set('voice server', { 'admin-channel': desk });
  expect(await report()).toMatch(wereTold);
  const [mail] = bot.discord.messagesIn(desk);
  expect(mail?.text).toContain('It is mine.');
  expect((mail?.flags ?? 0) & MessageFlags.SuppressNotifications).not.toBe(0);
});

test('not in one that was opened to everybody since, of which they are told', async () => {
  const { set, server, desk, report } = await openClub();
  await set('voice server', { 'admin-channel': desk });
  bot.discord.setPermissions(desk, server, { allow: ['ViewChannel'] });
  const shown = await set('voice server');
  expect(shown.text).toMatch(/⚠️[^\n]*Everybody in this server can read/);
  expect(await report()).toMatch(willSee);
  expect(bot.discord.messagesIn(desk)).toEqual([]);
});

test.each<[string, (club: Club) => void, RegExp]>([
  ['only they see it', () => undefined, wereTold],
  [
    'everybody sees it',
    ({ desk, server }) => bot.discord.setPermissions(desk, server, { allow: ['ViewChannel'] }),
    willSee,
  ],
  [
    'somebody else sees it, too',
    ({ desk, mod }) => bot.discord.setPermissions(desk, mod, { allow: ['ViewChannel'] }),
    willSee,
  ],
  [
    'the bot may not write there',
    ({ desk }) => bot.discord.setPermissions(desk, bot.discord.bot, { deny: ['SendMessages'] }),
    willSee,
  ],
])('where they chose none, in the system channel: %s', async (_, open, answer) => {
  const club = await openClub();
  bot.discord.setSystemChannel(club.server, club.desk);
  open(club);
  expect(await club.report()).toMatch(answer);
  expect(bot.discord.messagesIn(club.desk)).toHaveLength(answer === wereTold ? 1 : 0);
});
