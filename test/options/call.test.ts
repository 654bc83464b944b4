import type { Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { hearingOf } from '#features/calls/hearing.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// When the bot comes to a call and leaves it, as a server’s admins have it.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const kept = async ({ server }: Room): Promise<ServerSettings['calls']> =>
  (await bot.store.serverSettings.get(server.id)).calls;
const isIn = (room: Room, place: Place | undefined): Promise<void> =>
  soon(() => expect(bot.calls.channelOf(room.server.id)).toBe(place?.id));

test('/call show: everybody sees it, and nothing is set at first', async () => {
  const room = await openRoom(bot);
  const { text, ephemeral } = await told(room.use('call show'), /come and go/);
  expect(text).toBe(
    [
      '## When I come and go',
      '**I leave when nobody is there** as usual',
      '**I leave when nothing is spoken** never',
      '**I stay until somebody sends me away** off',
      '**I say who joins** off',
      '**what I say when somebody joins** my own words',
      '**I say who leaves** off',
      '**what I say when somebody leaves** my own words',
      '**I show in the channel’s status what I read** off',
      '**emoji and sounds speak phrases** on',
      '**recordings are heard as phrases** on',
      '**I speak softer while others speak** off',
      '**I let alerts break in** on',
    ].join('\n'),
  );
  expect(ephemeral).toBe(true);
});

test('/call settings leave-alone, /call settings leave-idle, /call settings stay', async () => {
  const room = await openRoom(bot);
  const { text } = await room.set('call settings', {
    'leave-alone': 1.5,
    'leave-idle': 90,
    stay: true,
  });
  expect(text).toContain('nobody is there** 1.5 min');
  expect(text).toContain('nothing is spoken** 90 min');
  expect(text).toContain('sends me away** on');
  expect(await kept(room)).toMatchObject({ aloneMs: 90_000, idleMs: 5_400_000, stays: true });
  await room.set('call settings', { 'leave-alone': 0 });
  expect(await kept(room)).toMatchObject({ aloneMs: 0, idleMs: 5_400_000, stays: true });
});

test('/call person add person, /call person remove person', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, ann, bea, admin, call } = room;
  bot.calls.leave(server.id);
  await room.set('call person add', { person: ann });
  const both = await room.set('call person add', { person: bea });
  expect(both.text).toContain(`**people to whom I come** ${ann.mention} ${bea.mention}`);
  await discord.leave(server, admin);
  discord.join(call, admin);
  await room.set('call show');
  await isIn(room, undefined);
  await discord.leave(server, bea);
  discord.join(call, bea);
  await isIn(room, call);
  bot.calls.leave(server.id);
  const { text } = await room.set('call person remove', { person: bea });
  expect(text).toContain(`**people to whom I come** ${ann.mention}\n`);
  await discord.leave(server, bea);
  discord.join(call, bea);
  await room.set('call show');
  await isIn(room, undefined);
});

test('it comes to nobody on the list while a single person is with it elsewhere', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, ann, bea, mod, admin, call } = room;
  const other = server.addVoice({ name: 'other' });
  await room.set('call person add', { person: ann });
  for (const each of [bea, admin, ann]) await discord.leave(server, each);
  discord.join(other, ann);
  // An answer comes after what Discord had told of before.
  await room.set('call show');
  expect(bot.calls.channelOf(server.id)).toBe(call.id);
  for (const each of [ann, mod]) await discord.leave(server, each);
  discord.join(other, ann);
  await isIn(room, other);
});

test('/call role add role, /call role remove role', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, bea, call } = room;
  bot.calls.leave(server.id);
  const role = discord.addRole(server, 'crew', [bea]);
  const { text } = await room.set('call role add', { role });
  expect(text).toContain(`**roles to which I come** <@&${role.id}>`);
  await discord.leave(server, bea);
  discord.join(call, bea);
  await isIn(room, call);
  expect((await room.set('call role remove', { role })).text).not.toContain('roles');
  expect(await kept(room)).toMatchObject({ roleIds: [] });
});

test('the role of everybody has it come to whoever enters, where it may', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, bea, call } = room;
  bot.calls.leave(server.id);
  await room.set('call role add', { role: { id: server.id } });
  discord.setPermissions(call, discord.bot, { deny: ['Connect'] });
  await discord.leave(server, bea);
  discord.join(call, bea);
  await soon(() =>
    expect(bot.log.lines.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('a right is missing there, or it is full'),
    ),
  );
  await isIn(room, undefined);
  discord.setPermissions(call, discord.bot, {});
  await discord.leave(server, bea);
  discord.join(call, bea);
  await isIn(room, call);
});

test('/join channel: into a channel that whoever asks may enter', async () => {
  const room = await openRoom(bot);
  const { server, ann, mod, use } = room;
  const [other, closed] = [server.addVoice({ name: 'other' }), server.addVoice({ name: 'closed' })];
  bot.discord.setPermissions(closed, ann, { deny: ['Connect'] });
  await told(use('join', { channel: other }), /^I’m with people in/);
  await told(use('join', { channel: other }, mod), new RegExp(`I’m in <#${other.id}>`));
  await isIn(room, other);
  const refused = await told(use('join', { channel: closed }), /./);
  expect(refused.text).toBe(
    `You can’t join <#${closed.id}> yourself, so I don’t go there for you.`,
  );
  await isIn(room, other);
});

test('/follow person, /follow end, /call me follow', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, ann, bea, mod, admin, use } = room;
  const [one, two] = [server.addVoice({ name: 'one' }), server.addVoice({ name: 'two' })];
  bot.calls.leave(server.id);
  for (const each of [mod, admin, ann, bea]) await discord.leave(server, each);
  discord.join(one, bea);
  discord.join(one, ann);
  await told(use('follow', { person: bea }), /has not agreed to be followed/);
  await told(use('call me', {}, bea), /^Nobody but you may have me follow you\./);
  await told(use('call me', { follow: true }, bea), /^Others in this server may have me follow/);
  await discord.leave(server, ann);
  const begun = await told(use('follow', { person: bea }), /^I follow/);
  expect([begun.text.includes(bea.mention), begun.ephemeral]).toEqual([true, false]);
  await isIn(room, one);
  await discord.move(bea, two);
  await isIn(room, two);
  await told(use('follow', { person: bea, end: false }, bea), /^I follow/);
  await told(use('follow', { end: true }, admin), /^Only <@\d+>, whoever asked/);
  await told(use('follow', { end: true }, bea), /^I follow <@\d+> no more\.$/);
  await discord.move(bea, one);
  await told(use('follow', { end: true }), /^I follow nobody here\.$/);
  await isIn(room, two);
  await told(use('follow', {}, bea), /^I follow/);
  await isIn(room, one);
  await discord.leave(server, bea);
  await soon(() =>
    expect(bot.told.filter(({ guildId }) => guildId === server.id)).toEqual([
      { guildId: server.id, sentence: expect.stringContaining('left the voice channels') },
    ]),
  );
});

test('/call settings announce-joins, /call settings announce-leaves, /call settings join-text, /call settings leave-text', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, bea, call, set } = room;
  const refused = await set('call settings', { 'join-text': 'Ahoy!' });
  expect(refused.text).toBe(
    'The words need “{name}” where the names are said. “usual” takes my own words.',
  );
  const { text } = await set('call settings', {
    'announce-joins': true,
    'announce-leaves': true,
    'leave-text': 'Bye, {name}!',
  });
  expect(text).toContain('**I say who joins** on');
  expect(text).toContain('**what I say when somebody joins** my own words');
  expect(text).toContain('**what I say when somebody leaves** “Bye, {name}!”');
  expect(await room.words(() => discord.leave(server, bea))).toEqual(['Bye, Bea!']);
  expect(await room.words(() => discord.join(call, bea))).toEqual(['Bea joined.']);
  await set('call settings', { 'join-text': 'Ahoy, {name}!', 'leave-text': 'usual' });
  const cem = discord.addPerson(server, { name: 'Cem' });
  expect(await room.words(() => discord.join(call, cem))).toEqual(['Ahoy, Cem!']);
  expect(await room.words(() => discord.leave(server, cem))).toEqual(['Cem left.']);
});

test('/call me announce: nobody who refuses is told of, in any server', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { server, bea, ann, call, set, use } = room;
  await set('call settings', { 'announce-joins': true });
  await told(use('call me', { announce: false }, bea), /I don’t say in any server that you join/);
  await discord.leave(server, bea);
  discord.join(call, bea);
  await discord.leave(server, ann);
  expect(await room.words(() => discord.join(call, ann))).toEqual(['Ann joined.']);
  await told(use('call me', { announce: true }, bea), /I may say that you join or leave/);
});

test('/call settings status: whether what is read is shown under the channel’s name', async () => {
  const room = await openRoom(bot);
  const { text } = await room.set('call settings', { status: true });
  expect(text).toContain('**I show in the channel’s status what I read** on');
  expect(await kept(room)).toMatchObject({ showsStatus: true });
});

test('/call settings lower: whether it is softer while others speak', async () => {
  const room = await openRoom(bot);
  const { text } = await room.set('call settings', { lower: true });
  expect(text).toContain('**I speak softer while others speak** on');
  expect(await kept(room)).toMatchObject({ lowers: true });
  expect(await hearingOf(bot.store)(room.server.id, room.ann.id)).toMatchObject({ lowers: true });
});
