import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import { InteractionContextType, Locale } from 'discord-api-types/v10';
import { Events, GuildFeature } from 'discord.js';
import type { Client } from 'discord.js';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

import { Announcements } from '#discord/announcements.ts';
import { discordClient } from '#discord/client.ts';
import { guildView } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { InCalls } from '#discord/in-calls.ts';
import { discordRequests } from '#discord/requests.ts';
import { whereabouts } from '#discord/whereabouts.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';

import { FakeLog } from '../fakes/log.ts';

// The bot's knowledge of servers, by a real client, and the places where it may be heard and may write.

let discord: Discord;
let client: Client;
let people: Whereabouts;
let view: GuildView;
const requests = discordRequests();

beforeAll(async () => {
  discord = await startDiscord({ voice: false });
  const inCalls = new InCalls();
  client = discordClient(discord.apiUrl, requests, true, inCalls);
  people = whereabouts(client, inCalls);
  view = guildView(client);
  const ready = once(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
});

afterAll(async () => {
  await client.destroy();
  await requests.close();
  await discord.close();
});

/** Resolves when the client knows it as it is. */
async function told<Result>(change: () => Result, event: string): Promise<Result> {
  const seen = once(client, event);
  const result = change();
  await seen;
  return result;
}

const addGuild = (options: Parameters<Discord['addGuild']>[0] = {}): Promise<Server> =>
  told(() => discord.addGuild(options), Events.GuildCreate);
const added = (add: () => Place): Promise<Place> => told(add, Events.ChannelCreate);

test.each<[string, Parameters<Server['addVoice']>[0], RegExp]>([
  ['nothing', {}, /^$/],
  ['Connect', { denyBot: ['Connect'] }, /I need the right \*\*Connect\*\* there/],
  ['Speak', { denyBot: ['Speak'] }, /I need the right \*\*Speak\*\* there/],
  [
    'both',
    { denyBot: ['Connect', 'Speak'] },
    /I need the rights \*\*Connect\*\* and \*\*Speak\*\* there/,
  ],
  ['sight of it', { denyBot: ['ViewChannel'] }, /\*\*View Channel\*\*/],
])('in a voice channel in which the bot lacks %s', async (_, options, sentence) => {
  const server = await addGuild();
  const { id } = await added(() => server.addVoice(options));
  expect(people.obstacle(server.id, id) ?? '').toMatch(sentence);
});

test('what is no voice channel, or unknown, can’t be joined', async () => {
  const server = await addGuild();
  const text = await added(() => server.addText());
  for (const id of [text.id, '1']) expect(people.obstacle(server.id, id)).toMatch(/can't see/);
});

test('a full channel is an obstacle, unless the bot is inside or may move members; bots take places', async () => {
  const server = await addGuild();
  const call = await added(() => server.addVoice({ userLimit: 2 }));
  const ann = discord.addPerson(server);
  const music = discord.addPerson(server, { bot: true });
  await told(() => discord.join(call, ann), Events.VoiceStateUpdate);
  await told(() => discord.join(call, discord.bot), Events.VoiceStateUpdate);
  expect(people.obstacle(server.id, call.id)).toBeUndefined();
  await told(() => void discord.leave(server, discord.bot), Events.VoiceStateUpdate);
  expect(people.obstacle(server.id, call.id)).toBeUndefined();
  await told(() => discord.join(call, music), Events.VoiceStateUpdate);
  expect(people.obstacle(server.id, call.id)).toBe(`<#${call.id}> is full (at most 2).`);
  expect(people.people(server.id, call.id)).toBe(1);
  const allow = ['MoveMembers'] as const;
  await told(() => discord.setPermissions(call, discord.bot, { allow }), Events.ChannelUpdate);
  expect(people.obstacle(server.id, call.id)).toBeUndefined();
});

test('on a stage the bot needs a way to the microphone, and no Speak', async () => {
  const server = await addGuild();
  const stage = await added(() =>
    server.addStage({ deny: ['RequestToSpeak'], denyBot: ['Speak', 'RequestToSpeak'] }),
  );
  expect(people.obstacle(server.id, stage.id)).toMatch(
    /is a stage: I need the right \*\*Mute Members\*\* or \*\*Request to Speak\*\*/,
  );
  for (const right of ['RequestToSpeak', 'MuteMembers'] as const) {
    const allow = [right];
    await told(
      () => discord.setPermissions(stage, discord.bot, { allow, deny: ['Speak'] }),
      Events.ChannelUpdate,
    );
    expect([right, people.obstacle(server.id, stage.id)]).toEqual([right, undefined]);
  }
});

test('a bot that is timed out can’t be heard until that ends', async () => {
  const server = await addGuild();
  const call = await added(() => server.addVoice());
  const timeOut = (untilMs: number): Promise<unknown> =>
    told(
      () =>
        discord.gateway.dispatch(
          'GUILD_MEMBER_UPDATE',
          {
            guild_id: server.id,
            user: { id: discord.bot.id, username: discord.bot.name },
            roles: [],
            joined_at: new Date().toISOString(),
            deaf: false,
            mute: false,
            flags: 0,
            communication_disabled_until: new Date(untilMs).toISOString(),
          },
          server.id,
        ),
      Events.GuildMemberUpdate,
    );
  await timeOut(Date.now() + 60_000);
  expect(people.obstacle(server.id, call.id)).toMatch(/^I was timed out in this server/);
  await timeOut(Date.now() - 60_000);
  expect(people.obstacle(server.id, call.id)).toBeUndefined();
});

test.each([
  ['English, which everybody has', Locale.EnglishUS, false, undefined],
  ['English that a Community chose', Locale.EnglishUS, true, 'en-US'],
  ['German', Locale.German, false, 'de'],
  ['Japanese of a Community', Locale.Japanese, true, 'ja'],
])('the language of a server: %s', async (_, locale, isCommunity, known) => {
  const { id } = await addGuild({ locale });
  if (isCommunity) client.guilds.cache.get(id)?.features.push(GuildFeature.Community);
  expect(view.localeOf(id)).toBe(known);
});

test('who is muted by whom, and who is in the audience of a stage', async () => {
  const server = await addGuild();
  const call = await added(() => server.addVoice());
  const stage = await added(() => server.addStage());
  const ann = discord.addPerson(server);
  expect(view.voiceOf(server.id, ann.id)).toBeUndefined();
  await told(() => discord.join(call, ann), Events.VoiceStateUpdate);
  const there = { channelId: call.id, muted: false, audience: false };
  expect(view.voiceOf(server.id, ann.id)).toEqual(there);
  for (const mute of [true, false]) {
    await told(() => discord.setVoiceState(server, ann, { mute }), Events.VoiceStateUpdate);
    expect(view.voiceOf(server.id, ann.id)).toEqual({ ...there, muted: mute });
  }
  const state = client.guilds.cache.get(server.id)?.voiceStates.cache.get(ann.id);
  if (state) state.selfMute = true;
  expect(view.voiceOf(server.id, ann.id)).toEqual({ ...there, muted: true });
  await told(() => discord.join(stage, ann), Events.VoiceStateUpdate);
  expect(view.voiceOf(server.id, ann.id)).toEqual({
    channelId: stage.id,
    muted: false,
    audience: true,
  });
});

test('threads have the channel that they are of, and names are those of the server', async () => {
  const server = await addGuild();
  const text = await added(() => server.addText({ name: 'lounge' }));
  const thread = await told(
    () => server.addThread(text, { name: 'about cats' }),
    Events.ThreadCreate,
  );
  expect(view.parentOf(thread.id)).toBe(text.id);
  expect(view.parentOf(text.id)).toBeUndefined();
  expect([text.id, thread.id, '1'].map((id) => view.channelName(id))).toEqual([
    'lounge',
    'about cats',
    undefined,
  ]);
  const crew = await told(() => discord.addRole(server, 'Crew', []), Events.GuildRoleCreate);
  expect(view.roleName(server.id, crew.id)).toBe('Crew');
  expect(view.knows(server.id)).toBe(true);
  expect(view.knows('1')).toBe(false);
});

test.each([
  ['may look into', {}, true],
  ['may look into and not write in', { denyBot: ['SendMessages'] }, true],
  ['may not look into', { denyBot: ['ViewChannel'] }, false],
] as const)('a channel that the bot %s: whether it sees it', async (_, options, sees) => {
  const server = await addGuild();
  const { id } = await added(() => server.addText(options));
  expect(people.sees(server.id, id)).toBe(sees);
  // An old thread, of which Discord tells nothing.
  expect(people.sees(server.id, '1')).toBe(true);
});

/** A server with two channels to write in, and a call. */
async function places(options: Parameters<Server['addText']>[0] = {}) {
  const server = await addGuild();
  const text = await added(() => server.addText(options));
  const call = await added(() => server.addVoice());
  const said = (place: Place): readonly string[] =>
    discord.messagesIn(place).map(({ content }) => content);
  return { server, text, call, said, news: new Announcements(client, new FakeLog()) };
}

test('news are told where somebody last used the bot, without a sound', async () => {
  const { server, text, call, said, news } = await places();
  await news.tell(server.id, 'Nobody knows where.');
  const before = await added(() => server.addText());
  news.heardFrom(server.id, before.id);
  news.heardFrom(server.id, text.id);
  await news.tell(server.id, 'I left.', call.id);
  expect([said(before), said(text), said(call)]).toEqual([[], ['I left.'], []]);
  // SUPPRESS_NOTIFICATIONS
  expect(discord.messagesIn(text).map(({ flags }) => flags & 4_096)).toEqual([4_096]);
});

test('where an answer was lost the one who asked is told, without a ping, and of many the first', async () => {
  const { server, text, call, said, news } = await places();
  const lost = (place: { readonly id: string }, userId = '7') =>
    news.tellOfLostAnswer({
      guildId: server.id,
      channelId: place.id,
      user: { id: userId },
      context: InteractionContextType.Guild,
    });
  await lost(text);
  await lost(text, '8');
  await lost(call, '9');
  expect(said(text)).toEqual([expect.stringMatching(/^<@7>, my answer got lost/)]);
  expect(said(call)).toEqual([expect.stringMatching(/^<@9>, my answer got lost/)]);
  expect(discord.pings).toEqual([]);
});

test.each([
  ['the bot’s own direct messages', InteractionContextType.BotDM, 1],
  ['direct messages of others', InteractionContextType.PrivateChannel, 0],
])('an answer that was lost in %s', async (_, context, count) => {
  const news = new Announcements(client, new FakeLog());
  const ann = discord.addPerson(await addGuild());
  const { id } = discord.directMessages(ann);
  await news.tellOfLostAnswer({ guildId: null, channelId: id, user: ann, context });
  expect(discord.messagesIn({ id })).toHaveLength(count);
});

test('a place that was told of a lost answer is told again half a minute later, and one without sight is not', async () => {
  const now = performance.now.bind(performance);
  let passedMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
  onTestFinished(() => clock.mockRestore());
  const { server, text, said, news } = await places();
  const closed = await added(() => server.addText({ denyBot: ['SendMessages'] }));
  const lost = (place: { readonly id: string }) =>
    news.tellOfLostAnswer({
      guildId: server.id,
      channelId: place.id,
      user: { id: '7' },
      context: InteractionContextType.Guild,
    });
  await lost(closed);
  await lost(text);
  for (const [laterMs, lines] of [
    [29_000, 1],
    [31_000, 2],
  ] as const) {
    // The clock by which ages are counted is read each millisecond.
    await delay(5);
    passedMs = laterMs;
    await lost(text);
    expect(said(text)).toHaveLength(lines);
  }
  expect(discord.calls.filter(({ status }) => status === 403)).toEqual([]);
});

test.each([['SendMessages'], ['ViewChannel']] as const)(
  'without the right %s there, they are told in the chat of the call',
  async (right) => {
    const { server, text, call, said, news } = await places({ denyBot: [right] });
    news.heardFrom(server.id, text.id);
    await news.tell(server.id, 'I left.', call.id);
    expect([said(text), said(call)]).toEqual([[], ['I left.']]);
  },
);

test.each([
  [['SendMessages'], ['I left.'], []],
  [['SendMessagesInThreads'], [], ['I left.']],
] as const)('in a thread without the right %s', async (denyBot, inThread, inCall) => {
  const { server, text, call, said, news } = await places({ denyBot });
  const thread = await told(() => server.addThread(text), Events.ThreadCreate);
  news.heardFrom(server.id, thread.id);
  await news.tell(server.id, 'I left.', call.id);
  expect([said(thread), said(call)]).toEqual([inThread, inCall]);
  expect(discord.calls.filter(({ status }) => status === 403)).toEqual([]);
});

test('a place that refused news is asked no more', async () => {
  const { server, text, call, said, news } = await places();
  news.heardFrom(server.id, text.id);
  const path = `channels/${text.id}/messages`;
  discord.fail({ method: 'POST', path, status: 403, code: 50_013 });
  await news.tell(server.id, 'One.', call.id);
  await news.tell(server.id, 'Two.', call.id);
  expect([said(text), said(call)]).toEqual([[], ['One.', 'Two.']]);
});
