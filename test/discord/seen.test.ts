import type { Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import { Locale } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import { beforeAll, expect, test } from 'vitest';

import { guildView } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { inEnglish } from '#i18n/texts.ts';

import { clientOnDiscord } from './client-on-discord.ts';

// The bot’s knowledge of servers, by a real client, and the places where it may be heard.

const wire = clientOnDiscord();
const { told, addGuild, added } = wire;
let view: GuildView;

beforeAll(() => {
  view = guildView(wire.client);
});

/** Why the bot can’t be heard there, in English. */
function obstacle({ id: guildId }: Server, channelId: string): string | undefined {
  const found = wire.whereabouts.obstacle(guildId, channelId);
  return found && inEnglish(found);
}

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
  for (const id of [text.id, '1']) expect(obstacle(server, id)).toMatch(/can’t see/);
});

test('a full channel is an obstacle, unless the bot is inside or may move members; bots take places', async () => {
  const server = await addGuild();
  const call = await added(() => server.addVoice({ userLimit: 2 }));
  const ann = wire.discord.addPerson(server);
  const music = wire.discord.addPerson(server, { bot: true });
  await told(() => wire.discord.join(call, ann), Events.VoiceStateUpdate);
  await told(() => wire.discord.join(call, wire.discord.bot), Events.VoiceStateUpdate);
  expect(obstacle(server, call.id)).toBeUndefined();
  await told(() => void wire.discord.leave(server, wire.discord.bot), Events.VoiceStateUpdate);
  expect(obstacle(server, call.id)).toBeUndefined();
  await told(() => wire.discord.join(call, music), Events.VoiceStateUpdate);
  expect(obstacle(server, call.id)).toBe(`<#${call.id}> is full (at most 2).`);
  expect(wire.whereabouts.people(server.id, call.id)).toBe(1);
  const allow = ['MoveMembers'] as const;
  await told(
    () => wire.discord.setPermissions(call, wire.discord.bot, { allow }),
    Events.ChannelUpdate,
  );
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
      () => wire.discord.setPermissions(stage, wire.discord.bot, { allow, deny: ['Speak'] }),
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
        wire.discord.gateway.dispatch(
          'GUILD_MEMBER_UPDATE',
          {
            guild_id: server.id,
            user: { id: wire.discord.bot.id, username: wire.discord.bot.name },
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
  ['English, which everybody has', undefined, undefined],
  ['English that a Community chose', Locale.EnglishUS, 'en-US'],
  ['Japanese of a Community', Locale.Japanese, 'ja'],
])('the language of a server: %s', async (_, locale, known) => {
  const { id } = await addGuild({ ...(locale && { locale }) });
  expect(view.localeOf(id)).toBe(known);
});

test('who is muted by whom, and who is in the audience of a stage', async () => {
  const server = await addGuild();
  const call = await added(() => server.addVoice());
  const stage = await added(() => server.addStage());
  const ann = wire.discord.addPerson(server);
  expect(view.voiceOf(server.id, ann.id)).toBeUndefined();
  await told(() => wire.discord.join(call, ann), Events.VoiceStateUpdate);
  const there = { channelId: call.id, muted: false, audience: false };
  expect(view.voiceOf(server.id, ann.id)).toEqual(there);
  for (const mute of [true, false]) {
    await told(() => wire.discord.setVoiceState(server, ann, { mute }), Events.VoiceStateUpdate);
    expect(view.voiceOf(server.id, ann.id)).toEqual({ ...there, muted: mute });
  }
  const state = wire.client.guilds.cache.get(server.id)?.voiceStates.cache.get(ann.id);
  if (state) state.selfMute = true;
  expect(view.voiceOf(server.id, ann.id)).toEqual({ ...there, muted: true });
  await told(() => wire.discord.join(stage, ann), Events.VoiceStateUpdate);
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
  expect(view.categoryOf(thread.id)).toBeUndefined();
  const category = await added(() => server.addCategory());
  const inside = await added(() => server.addText({ category }));
  const within = await told(() => server.addThread(inside), Events.ThreadCreate);
  const all = [inside, within, category, { id: '1' }].map(({ id }) => view.categoryOf(id));
  expect(all).toEqual([category.id, category.id, undefined, undefined]);
  expect([text.id, thread.id, '1'].map((id) => view.channelName(server.id, id))).toEqual([
    'lounge',
    'about cats',
    undefined,
  ]);
  const elsewhere = await addGuild();
  expect(view.channelName(elsewhere.id, text.id)).toBeUndefined();
  expect(view.channelName(elsewhere.id, thread.id)).toBeUndefined();
  const crew = await told(() => wire.discord.addRole(server, 'Crew', []), Events.GuildRoleCreate);
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
  expect(wire.whereabouts.sees(server.id, id)).toBe(sees);
  // An old thread, of which Discord tells nothing.
  expect(wire.whereabouts.sees(server.id, '1')).toBe(true);
});
