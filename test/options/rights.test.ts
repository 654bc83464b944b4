import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { commands, messageCommands, personCommands } from '#commands/index.ts';
import { everyone } from '#discord/command.ts';
import type { Command } from '#features/services.ts';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom } from './room.ts';
import type { Room as Opened } from './room.ts';

// People who may decide for others, and for whom: everybody else is refused, and nothing of it happens.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const rights = [
  'MuteMembers',
  'MoveMembers',
  'ManageChannels',
  'ManageGuild',
  'ManageRoles',
  'ManageMessages',
] as const;
const moderators = ['MuteMembers', 'MoveMembers', 'ManageChannels', 'ManageGuild'];
const moderatorsOfCalls = ['MuteMembers', 'MoveMembers', 'ManageGuild'];
const readers = ['ManageChannels', 'ManageGuild'];
const admins = ['ManageGuild'];

type Options = Readonly<Record<string, OptionValue>>;
/** The options of a command, or what is chosen in a menu. */
type Given = Options | readonly string[];
interface Room extends Opened {
  readonly role: { readonly id: string };
  readonly desk: Opened['text'];
}

/** `autoread on` is a command, `autoread:on` a button or a menu. */
type Row = [what: string, may: readonly string[], given?: (room: Room) => Given];

const rows: readonly Row[] = [
  ['autoread on', readers],
  ['autoread off', readers],
  ['autoread channel add', readers, ({ call }) => ({ channel: call })],
  ['autoread channel remove', readers, ({ text }) => ({ channel: text })],
  ['autoread channel exclude', readers, ({ call }) => ({ channel: call })],
  ['autoread channel allow', readers, ({ call }) => ({ channel: call })],
  ['autoread channel translate', readers, ({ call }) => ({ channel: call, language: 'fr' })],
  ['autoread role ignore', readers, ({ role }) => ({ role })],
  ['autoread role heed', readers, ({ role }) => ({ role })],
  ['autoread options', readers, () => ({ prefix: '>>' })],
  ['autoread words', readers, () => ({ said: 'always' })],
  ['autoread person mute', moderators, ({ bea }) => ({ person: bea })],
  ['autoread person unmute', moderators, ({ mod }) => ({ person: mod })],
  ['autoread person muted', moderators],
  ['autoread filter add', moderators, () => ({ words: 'heck' })],
  ['autoread filter remove', moderators, () => ({ words: 'darn' })],
  ['autoread filter list', moderators],
  ['autoread call', moderators, ({ bea }) => ({ person: bea, name: 'Captain' })],
  ['autoread log', admins],
  ['call settings', readers, () => ({ stay: true })],
  ['call person add', readers, ({ bea }) => ({ person: bea })],
  ['call person remove', readers, ({ mod }) => ({ person: mod })],
  ['call role add', readers, ({ role }) => ({ role })],
  ['call role remove', readers, ({ role }) => ({ role })],
  ['pronounce add', moderators, () => ({ word: 'gg', say: 'good game', for: 'server' })],
  ['pronounce remove', moderators, () => ({ word: 'zork', for: 'server' })],
  ['pronounce import', moderators, () => ({ file: table, for: 'server' })],
  ['volume person', moderatorsOfCalls, ({ bea }) => ({ person: bea, db: -3 })],
  ['volume server', admins, () => ({ db: -3 })],
  ['voice server', admins],
  ['voice server', admins, () => ({ voice: 'Sky' })],
  ['voice server', admins, () => ({ clones: 'forbid' })],
  ['voice server', admins, ({ desk }) => ({ 'admin-channel': desk })],
  ['voice forbid', admins, () => ({ voice: 'Sky' })],
  ['voice forbid', admins, ({ bea }) => ({ person: bea })],
  ['voice force', admins, () => ({ on: true })],
  ['voice set-for', moderatorsOfCalls, ({ bea }) => ({ person: bea, voice: 'Sky' })],
  ['clone requests', admins],
  ['clear', ['MuteMembers', 'MoveMembers'], () => ({ whose: 'all' })],
  ['queue:all', ['MuteMembers', 'MoveMembers']],
  ['usage server', admins],
  ['budget show', admins],
  ['budget set', admins, () => ({ period: 'day', dollars: 2 })],
  ['budget remove', admins],
  ['autoread:on', readers],
  ['autoread:off', readers],
  ['autoread:log', admins],
  ['setup', readers],
  ['setup:begin', readers],
  ['setup:channel:', readers, ({ call }) => [call.id]],
  ['setup:language:1', readers, () => ['usual']],
  ['setup:whose:1:usual', readers, () => ['inCall']],
  ['setup:comes:1:usual:everybody', readers],
  ['setup:waits:1:usual:muted', readers],
  ['setup:again:1', readers],
  ['moderation', moderators],
  ['moderation:unmute:', moderators, ({ mod }) => [mod.id]],
  ['moderation:page:1', moderators],
  ['moderation:filter', moderators],
  ['moderation:requests', admins],
  ['settings', readers],
  ['settings:show', readers],
  ['settings:on:reading.bots', readers],
  ['settings:off:reading.threads', readers],
  ['settings:off:forcesVoice', admins],
  ['settings:usual:words.said', readers],
  ['settings:open:channels', admins],
  ['settings:turn:adminChannelId:1', admins],
  ['settings:change:clones', admins],
  ['settings:several:people', readers],
  ['settings:channel:', readers, ({ call }) => [call.id]],
  ['settings:here:1:read', readers],
  ['settings:here:1:usual', admins],
  ['settings:voiceOf:1', admins],
  ['settings', admins, () => ({ import: { filename: 'x.json', bytes: Buffer.from('{}') } })],
  ['settings:look:', admins, () => ['1']],
  ['settings:undo:1', admins],
  ['settings:templates', admins],
  ['settings:template:', admins, () => ['quiet']],
  ['settings:use:quiet', admins],
  ['settings:apply:1', admins],
  ['settings:export', admins],
  ['settings:page:', admins, () => ['voices']],
  ['settings:add:reading.channelIds', readers, ({ call }) => [call.id]],
  ['settings:drop:reading.channelIds:0', readers, ({ text }) => [text.id]],
  ['autoread:switches', readers, () => ['on', 'joins']],
  ['autoread:channels', readers, ({ call }) => [call.id]],
  ['voice:unset', admins, () => ['server']],
  ['clone:approve', admins],
  ['clone:refuse', admins],
  ['clone:settle', admins],
  ['clone:ban', admins],
  ['clone:unban', admins],
  ['clone:decided', admins, () => ['1']],
];

test('everything that not everybody may do is in the table', () => {
  const rowsOf = (command: Command): readonly string[] => {
    const { data, buttons, selects, forms } = command;
    const onPanels = Object.entries({ ...buttons, ...selects, ...forms });
    const handlers = 'subcommands' in command ? Object.entries(command.subcommands) : [];
    return [
      ...('may' in command && command.may !== everyone ? [data.name] : []),
      ...handlers.filter(([, { may }]) => may !== everyone).map(([name]) => `${data.name} ${name}`),
      ...onPanels.filter(([, { may }]) => may !== everyone).map(([name]) => `${data.name}:${name}`),
    ];
  };
  const menus = [...messageCommands, ...personCommands].filter(({ may }) => may !== everyone);
  expect(menus).toEqual([]);
  expect(new Set(commands.flatMap((command) => rowsOf(command)))).toEqual(
    // Something on a panel is named with what it is about.
    new Set([...rows.map(([what]) => what.split(':').slice(0, 2).join(':')), 'settings:set']),
  );
});

const table = { filename: 'words.csv', bytes: Buffer.from('word,say\nbrrr,it is cold\n') };

/** The answer to somebody who uses or presses something. */
async function told(room: Room, what: string, given: Given, by: Person): Promise<string> {
  const { discord } = bot;
  const isSaid = ({ text }: Message): boolean => text !== '';
  if (!what.includes(':')) return (await room.use(what, given as Options, by).message(isSaid)).text;
  const carrier = await room.use('privacy show', {}, by).message(isSaid);
  const values = Array.isArray(given) ? given : undefined;
  const pressed = discord.forge(carrier, what, by, values);
  await pressed.acknowledged;
  return pressed.state.modal?.title ?? (await pressed.message(isSaid)).text;
}

/** All that a server decides. */
async function decided({ server, bea }: Room): Promise<string> {
  const { store } = bot;
  const { id } = server;
  return JSON.stringify([
    await store.serverSettings.get(id),
    await store.members.get({ guildId: id, userId: bea.id }),
    (await store.mutes.list(id)).map(({ userId }) => userId),
    await store.voiceBans.list(id),
    await store.wordFilter.words(id),
    await store.dictionaries.entries({ of: 'server', guildId: id }),
    await store.budgets.list(id),
  ]);
}

const sky = 'af_sky/en-us/Kokoro';

test.each(rows)('%s', async (what, may, given = () => ({})) => {
  const opened = await openRoom(bot);
  const { server, mod } = opened;
  const { discord, store } = bot;
  const desk = server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  const room = { ...opened, desk, role: discord.addRole(server, 'Loud', []) };
  await store.wordFilter.change(server.id, mod.id, { add: ['darn'] });
  await store.mutes.mute(server.id, { userId: mod.id }, mod.id);
  await store.serverSettings.change(server.id, { actorId: mod.id }, (settings) => ({
    ...settings,
    voice: { voice: sky },
    reading: {
      ...settings.reading,
      ignoredRoleIds: what.endsWith('heed') ? [room.role.id] : [],
    },
  }));
  await store.budgets.set(server.id, { whose: 'server', period: 'day', usd: 1 }, mod.id);
  const word = { written: 'zork', match: 'word', caseSensitive: false } as const;
  const spoken = { as: 'words', words: 'said' } as const;
  remember('darn', word.written, spoken.words);
  await store.dictionaries.put({ of: 'server', guildId: server.id }, [{ ...word, spoken }], mod.id);
  const people: [string, Person][] = rights.map((right) => [
    right,
    discord.addPerson(server, { name: right, permissions: [right] }),
  ]);
  const did: string[] = [];
  const changed: string[] = [];
  let before = await decided(room);
  for (const [right, by] of [['nothing', room.ann] as const, ...people]) {
    const text = await told(room, what, given(room), by);
    if (!/^Only (?:moderators|people with|those who)/.test(text)) did.push(right);
    const after = await decided(room);
    if (after !== before) changed.push(right);
    before = after;
  }
  expect(did).toEqual(may);
  // Nobody who changes something was told that they may not.
  expect(may).toEqual(expect.arrayContaining(changed));
});
