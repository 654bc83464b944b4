import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';

import {
  AudioResource,
  createAudioPlayer,
  entersState,
  joinVoiceChannel,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { type Client, Events, type VoiceState } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Discord, startDiscord } from '#discord/discord.ts';
import type { Person, Place, Server } from '#discord/facade/guilds.ts';

import { connect } from './connect.ts';

let discord: Discord;
let client: Client<true>;
let guild: Server;
let call: Place;
let by: Person;
const connections: VoiceConnection[] = [];
/** Every stand-in's authority has the same name: only one of them may be trusted at a time. */
const usualAuthorities = tls.getCACertificates('default');

beforeEach(async () => {
  discord = await startDiscord();
  tls.setDefaultCACertificates([...usualAuthorities, discord.caPem]);
  guild = discord.addGuild();
  call = guild.addVoice({ name: 'call' });
  by = discord.addPerson(guild);
  client = await connect(discord);
});

afterEach(async () => {
  for (const connection of connections.splice(0)) {
    if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
  }
  await client.destroy();
  await discord.close();
});

function join(channel: Place): VoiceConnection {
  const connection = joinVoiceChannel({
    guildId: guild.id,
    channelId: channel.id,
    selfDeaf: true,
    adapterCreator: client.guilds.cache.get(guild.id)!.voiceAdapterCreator,
  });
  connection.on('error', () => {});
  connections.push(connection);
  return connection;
}

async function ready(connection: VoiceConnection): Promise<VoiceConnection> {
  return entersState(connection, VoiceConnectionStatus.Ready, 3_000);
}

/** Twenty frames that are no silence. */
function speak(connection: VoiceConnection): void {
  const frames = Array.from({ length: 20 }, (_, index) => Buffer.from([0xfc, index, 1, 2, 3]));
  const player = createAudioPlayer();
  connection.subscribe(player);
  player.play(
    new AudioResource([], [Readable.from(frames, { objectMode: true })] as never, null, 5),
  );
}

test('a bot joins, and a listener hears it end-to-end encrypted', async () => {
  const listener = await discord.listen(call, by);
  const connection = await ready(join(call));
  await discord.botIn(guild, call);
  await listener.secured(discord.bot.id);
  speak(connection);
  const packet = await listener.next(({ silence }) => !silence);
  expect(packet).toMatchObject({ senderId: discord.bot.id, e2ee: true });
  expect(discord.voiceState(guild, discord.bot)).toMatchObject({
    selfDeaf: true,
    channelId: call.id,
  });
  await listener.leave();
  expect(discord.voiceState(guild, by)).toBeUndefined();
  connection.destroy();
  await discord.botIn(guild, undefined);
});

test('people who come, are muted and leave are seen by the bot', async () => {
  const seen: unknown[] = [];
  client.on('voiceStateUpdate', (_: VoiceState, { channelId, serverMute }: VoiceState) =>
    seen.push([channelId, serverMute]),
  );
  discord.join(call, by);
  discord.setVoiceState(guild, by, { mute: true });
  await discord.leave(guild, by);
  await expect
    .poll(() => seen)
    .toEqual([
      [call.id, false],
      [call.id, true],
      [null, true],
    ]);
});

test('a moved bot follows to the other channel', async () => {
  const other = guild.addVoice({ name: 'other' });
  const connection = await ready(join(call));
  await discord.move(discord.bot, other);
  await entersState(connection, VoiceConnectionStatus.Connecting, 2_000);
  await ready(connection);
  expect(connection.joinConfig.channelId).toBe(other.id);
  const listener = await discord.listen(other, by);
  await listener.secured(discord.bot.id);
});

test.each([
  ['kicked', async () => discord.kick(guild, discord.bot)],
  ['in a deleted channel', async () => discord.deleteChannel(call)],
])('a bot that is %s is disconnected', async (_, provoke) => {
  const connection = await ready(join(call));
  await provoke();
  await entersState(connection, VoiceConnectionStatus.Disconnected, 2_000);
  await discord.botIn(guild, undefined);
  expect(connection.state).toMatchObject({ closeCode: 4014 });
});

const silentPlaces: [string, () => Place][] = [
  [
    'is full',
    () => {
      const full = guild.addVoice({ userLimit: 1 });
      discord.join(full, by);
      return full;
    },
  ],
  ['may not be seen', () => guild.addVoice({ denyBot: ['ViewChannel'] })],
  ['may not be entered', () => guild.addVoice({ denyBot: ['Connect'] })],
  ['is no voice channel', () => guild.addText()],
];

test.each(silentPlaces)(
  'a join of a channel that %s is answered with silence',
  async (_, makePlace) => {
    const connection = join(makePlace());
    await discord
      .until('the bot to ask', () => (discord.joinsAsked > 0 ? true : undefined))
      .catch(() => {});
    await pause(200);
    expect(discord.joinsAsked).toBe(1);
    expect(connection.state.status).toBe(VoiceConnectionStatus.Signalling);
    expect(discord.voiceState(guild, discord.bot)).toBeUndefined();
  },
);

test('with Move Members a full channel opens', async () => {
  const full = guild.addVoice({ userLimit: 1 });
  discord.join(full, by);
  expect(() => discord.join(full, discord.addPerson(guild))).toThrow(/can't join/u);
  discord.setPermissions(full, discord.bot, { allow: ['MoveMembers'] });
  await ready(join(full));
  await discord.botIn(guild, full);
  expect(discord.voiceState(guild, discord.bot)?.channelId).toBe(full.id);
});

test.each([
  ['with a gap', { gapMs: 50 }, VoiceConnectionStatus.Ready],
  [
    'with an endpoint that is null at first',
    { nullEndpointFirst: true },
    VoiceConnectionStatus.Ready,
  ],
  ['without the server', { sendServer: false }, VoiceConnectionStatus.Signalling],
  ['without the state', { sendState: false }, VoiceConnectionStatus.Signalling],
  ['with the server first', { order: 'server first' }, VoiceConnectionStatus.Signalling],
] as const)('packets can come %s', async (_, packets, status) => {
  Object.assign(discord.joinPackets, packets);
  const connection = join(call);
  await pause(500);
  expect(connection.state.status).toBe(status);
  discord.resetJoinPackets();
  expect(discord.joinPackets).toMatchObject({ order: 'state first', sendServer: true });
});

test('a repeated join of the same channel brings a server packet only by the switch', async () => {
  const servers: unknown[] = [];
  client.ws.on(
    'VOICE_SERVER_UPDATE' as never,
    ((packet: unknown) => servers.push(packet)) as never,
  );
  const connection = await ready(join(call));
  expect(servers).toHaveLength(1);
  connection.rejoin({ channelId: call.id, selfDeaf: false, selfMute: false });
  await pause(100);
  expect(servers).toHaveLength(1);
  discord.joinPackets.serverOnRepeat = true;
  connection.rejoin({ channelId: call.id, selfDeaf: true, selfMute: false });
  await expect.poll(() => servers.length).toBe(2);
});

test('a new voice server is connected to', async () => {
  const connection = await ready(join(call));
  discord.changeVoiceServer(guild);
  await entersState(connection, VoiceConnectionStatus.Connecting, 2_000);
  await ready(connection);
  expect(discord.voiceServer.guild(guild.id).connected).toEqual([discord.bot.id]);
});

test('on a Stage the bot is audience until it may speak, and nothing is end-to-end encrypted', async () => {
  const stage = guild.addStage();
  await ready(join(stage));
  const me = client.guilds.cache.get(guild.id)!.members.me!;
  await expect.poll(() => me.voice.suppress).toBe(true);
  await expect(me.voice.setSuppressed(false)).rejects.toMatchObject({ code: 50_013 });
  await me.voice.setRequestToSpeak(true);
  expect(discord.voiceState(guild, discord.bot)?.requestToSpeakTimestamp).not.toBeNull();
  discord.setPermissions(stage, discord.bot, { allow: ['MuteMembers'] });
  await me.voice.setSuppressed(false);
  expect(discord.voiceState(guild, discord.bot)?.suppress).toBe(false);
  expect(discord.voiceServer.guild(guild.id).faults.daveVersion).toBe(0);
});

test.each(['with the session', 'after READY'] as const)(
  'a session that is gone takes the call with it, %s, by the code of a kick',
  async (callsEnd) => {
    discord.gateway.faults.callsEnd = callsEnd;
    const connection = await ready(join(call));
    const before = { ...discord.gateway.counts };
    discord.gateway.invalidate(false);
    await discord.gateway.back(undefined, before);
    await discord.botIn(guild, undefined);
    await entersState(connection, VoiceConnectionStatus.Disconnected, 2_000);
    // A code of a lost voice session would have it come back by itself.
    expect(connection.state).toMatchObject({ closeCode: 4014 });
    await pause(100);
    expect(discord.voiceState(guild, discord.bot)).toBeUndefined();
  },
);

test('the status of a voice channel needs its right, and another where the bot is not in it', async () => {
  const set = async (status: string): Promise<unknown> =>
    client.rest.put(`/channels/${call.id}/voice-status`, { body: { status } });
  await expect(set('reading')).rejects.toMatchObject({ code: 50_013 });
  discord.setPermissions(call, discord.bot, { allow: ['SetVoiceChannelStatus'] });
  await expect(set('reading')).rejects.toMatchObject({ code: 50_013 });
  await ready(join(call));
  const told: unknown[] = [];
  client.on(Events.Raw, ({ t, d }: { t: string; d: unknown }) => {
    if (t === 'VOICE_CHANNEL_STATUS_UPDATE') told.push(d);
  });
  await set('reading');
  await expect(set('x'.repeat(501))).rejects.toMatchObject({ code: 50_035 });
  expect(told).toEqual([{ id: call.id, guild_id: call.guildId, status: 'reading' }]);
});

test('a status that was there before is told when it is asked for, and effects come from people in the call', async () => {
  const told: unknown[] = [];
  client.on(Events.Raw, ({ t, d }: { t: string; d: unknown }) => {
    if (t === 'CHANNEL_INFO' || t === 'VOICE_CHANNEL_EFFECT_SEND') told.push(d);
  });
  const host = discord.addPerson(guild, { permissions: ['SetVoiceChannelStatus'] });
  const guest = discord.addPerson(guild);
  expect(() => discord.setVoiceStatus(call, guest, 'Film night')).toThrow('may not');
  discord.setVoiceStatus(call, host, 'Film night');
  const { shard } = await client.guilds.fetch(guild.id);
  shard.send({ op: 43, d: { guild_id: guild.id, fields: ['status'] } });
  await expect.poll(() => told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    guild_id: guild.id,
    channels: expect.arrayContaining([{ id: call.id, status: 'Film night' }]),
  });
  expect(() => discord.sendEffect(call, guest, { emoji: '🎉' })).toThrow('in the call');
  discord.join(call, guest);
  discord.sendEffect(call, guest, { emoji: '🎉' });
  discord.sendEffect(call, guest, { soundId: '1', volume: 0.5 });
  await expect.poll(() => told).toHaveLength(3);
  const from = { channel_id: call.id, guild_id: guild.id, user_id: guest.id };
  expect(told.slice(1)).toMatchObject([
    { ...from, emoji: { id: null, name: '🎉' } },
    { ...from, sound_id: '1', sound_volume: 0.5 },
  ]);
  discord.setVoiceStatus(call, host, '');
  expect(discord.voiceStatus(call)).toBeUndefined();
});
