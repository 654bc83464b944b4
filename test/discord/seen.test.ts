import { once } from 'node:events';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import { Locale } from 'discord-api-types/v10';
import { Events, GuildFeature } from 'discord.js';
import type { Client } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { connection } from '#discord/client.ts';
import { guildView } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { discordRequests } from '#discord/requests.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { inEnglish } from '#i18n/texts.ts';

// The bot’s knowledge of servers, by a real client, and the places where it may be heard.

let discord: Discord;
let client: Client;
let people: Whereabouts;
let view: GuildView;
const requests = discordRequests();

beforeAll(async () => {
  discord = await startDiscord({ voice: false });
  ({ client, whereabouts: people } = connection(discord.apiUrl, requests, true));
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
/** Why the bot can’t be heard there, in English. */
function obstacle({ id: guildId }: Server, channelId: string): string | undefined {
  const found = people.obstacle(guildId, channelId);
  return found && inEnglish(found);
}
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
  expect(obstacle(server, id) ?? '').toMatch(sentence);
});

test('what is no voice channel, or unknown, can’t be joined', async () => {
  const server = await addGuild();
  const text = await added(() => server.addText());
  for (const id of [text.id, '1']) expect(obstacle(server, id)).toMatch(/can't see/);
});

test('a full channel is an obstacle, unless the bot is inside or may move members; bots take places', async () => {
  const server = await addGuild();
  const call = await added(() => server.addVoice({ userLimit: 2 }));
  const ann = discord.addPerson(server);
  const music = discord.addPerson(server, { bot: true });
  await told(() => discord.join(call, ann), Events.VoiceStateUpdate);
  await told(() => discord.join(call, discord.bot), Events.VoiceStateUpdate);
  expect(obstacle(server, call.id)).toBeUndefined();
  await told(() => void discord.leave(server, discord.bot), Events.VoiceStateUpdate);
  expect(obstacle(server, call.id)).toBeUndefined();
  await told(() => discord.join(call, music), Events.VoiceStateUpdate);
  expect(obstacle(server, call.id)).toBe(`<#${call.id}> is full (at most 2).`);
  expect(people.people(server.id, call.id)).toBe(1);
  const allow = ['MoveMembers'] as const;
  await told(() => discord.setPermissions(call, discord.bot, { allow }), Events.ChannelUpdate);
  expect(obstacle(server, call.id)).toBeUndefined();
});

test('on a stage the bot needs a way to the microphone, and no Speak', async () => {
  const server = await addGuild();
  const stage = await added(() =>
    server.addStage({ deny: ['RequestToSpeak'], denyBot: ['Speak', 'RequestToSpeak'] }),
  );
  expect(obstacle(server, stage.id)).toMatch(
    /is a stage: I need the right \*\*Mute Members\*\* or \*\*Request to Speak\*\*/,
  );
  for (const right of ['RequestToSpeak', 'MuteMembers'] as const) {
    const allow = [right];
    await told(
      () => discord.setPermissions(stage, discord.bot, { allow, deny: ['Speak'] }),
      Events.ChannelUpdate,
    );
    expect([right, obstacle(server, stage.id)]).toEqual([right, undefined]);
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
  expect(obstacle(server, call.id)).toMatch(/^I was timed out in this server/);
  await timeOut(Date.now() - 60_000);
  expect(obstacle(server, call.id)).toBeUndefined();
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
