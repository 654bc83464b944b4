import { setImmediate as turn } from 'node:timers/promises';

import { GatewayDispatchEvents, Routes } from 'discord-api-types/v10';
import { Client, Events, Status } from 'discord.js';
import { expect, test } from 'vitest';

import type { GatewayListener } from '#call/gateway.ts';
import { voiceGateway } from '#discord/voice-gateway.ts';
import type { Parting } from '#discord/voice-gateway.ts';

// The calls' line to Discord, by a client that is connected to nothing.

/** A client in servers with these ids, each on the shard of its last digit. */
function connected(guildIds: readonly string[], parting?: Parting) {
  const client = new Client({ intents: [] });
  const sent: { readonly shardId: number; readonly channelId: unknown }[] = [];
  const attached: GatewayListener[] = [];
  const guilds = guildIds.map((id) => {
    const shardId = Number(id.at(-1));
    const guild = {
      id,
      available: true,
      shardId,
      shard: {
        status: Status.Ready as Status,
        send: ({ d }: { d: { channel_id: unknown } }) =>
          void sent.push({ shardId, channelId: d.channel_id }),
      },
      channels: { cache: new Map([['call', {}]]) },
      voiceAdapterCreator(listener: GatewayListener) {
        attached.push(listener);
        return { destroy: () => undefined };
      },
    };
    client.guilds.cache.set(id, guild as never);
    return guild;
  });
  const gateway = voiceGateway(client, { speakers: () => 0, people: () => 1 }, parting);
  /** A call, with the names of what it is told. */
  const listener = (): GatewayListener & { readonly told: string[] } => {
    const told: string[] = [];
    return {
      told,
      onVoiceStateUpdate: () => undefined,
      onVoiceServerUpdate: () => undefined,
      destroy: () => undefined,
      onNewSession: () => void told.push('new session'),
      onOutage: (over) => void told.push(over ? 'back' : 'away'),
    };
  };
  const state = (guildId: string, channelId: string | null) => ({
    op: 4,
    d: { guild_id: guildId, channel_id: channelId, self_deaf: true, self_mute: false },
  });
  return { client, gateway, guilds, sent, attached, listener, state };
}

test('a shard asks for no more joins than Discord takes, and leaves all the same', () => {
  const { gateway, sent, listener, state } = connected(['10', '20', '11']);
  const [one, other, elsewhere] = ['10', '20', '11'].map((id) => gateway.attach(id, listener()));
  for (let joins = 0; joins < 90; joins += 1)
    expect(one?.sendPayload(state('10', 'call'))).toBe(true);
  expect(other?.sendPayload(state('20', 'call'))).toBe(false);
  expect(one?.sendPayload(state('10', null))).toBe(true);
  expect(elsewhere?.sendPayload(state('11', 'call'))).toBe(true);
  expect(sent.slice(90)).toEqual([
    { shardId: 0, channelId: null },
    { shardId: 1, channelId: 'call' },
  ]);
});

test('calls are told of a new session of their own shard, and of outages of their own server', () => {
  const { client, gateway, guilds, listener } = connected(['10', '11']);
  const [one, other] = [listener(), listener()];
  gateway.attach('10', one);
  gateway.attach('11', other);
  client.ws.emit(GatewayDispatchEvents.Ready, {}, 1);
  client.emit(Events.GuildUnavailable, guilds[0] as never);
  client.emit(Events.GuildAvailable, guilds[0] as never);
  expect([one.told, other.told]).toEqual([['away', 'back'], ['new session']]);
});

test('a line that is let go tells nothing more, and takes none away that was made after it', () => {
  const { client, gateway, listener } = connected(['10']);
  const [before, now] = [listener(), listener()];
  const old = gateway.attach('10', before);
  const link = gateway.attach('10', now);
  old.destroy();
  client.ws.emit(GatewayDispatchEvents.Ready, {}, 0);
  link.destroy();
  client.ws.emit(GatewayDispatchEvents.Ready, {}, 0);
  expect([before.told, now.told]).toEqual([[], ['new session']]);
});

test('a shard that waits for its last servers can send, and none of a server in an outage', () => {
  const { gateway, guilds } = connected(['10']);
  const [guild] = guilds;
  if (!guild) throw new Error('there is a server');
  const ready = (status: Status, available = true): boolean => {
    Object.assign(guild, { available });
    guild.shard.status = status;
    return gateway.ready('10');
  };
  expect(ready(Status.Ready)).toBe(true);
  expect(ready(Status.WaitingForGuilds)).toBe(true);
  expect(ready(Status.Reconnecting)).toBe(false);
  expect(ready(Status.Ready, false)).toBe(false);
  expect(gateway.serverIs?.('10')).toBe('away');
  expect(gateway.serverIs?.('99')).toBe('gone');
  expect(gateway.ready('99')).toBe(false);
  expect(gateway.channelExists?.('10', 'call')).toBe(true);
  expect(gateway.channelExists?.('10', 'another')).toBe(false);
});

test('what is put off until the channel is in order is not sent any more once the call wants something else', async () => {
  const done: (() => void)[] = [];
  const before = (_: string, nextId: string | null): Promise<void> | undefined =>
    nextId === 'next' ? undefined : new Promise((resolve) => void done.push(resolve));
  const { gateway, sent, listener, state } = connected(['10'], { before });
  const link = gateway.attach('10', listener());
  link.sendPayload(state('10', null));
  expect(sent).toEqual([]);
  // Somebody asks for it again before it has left.
  link.sendPayload(state('10', 'next'));
  for (const resolve of done.splice(0)) resolve();
  await turn();
  expect(sent).toEqual([{ shardId: 0, channelId: 'next' }]);
  link.sendPayload(state('10', null));
  for (const resolve of done) resolve();
  await turn();
  expect(sent.slice(1)).toEqual([{ shardId: 0, channelId: null }]);
});

test('nothing is sent for a server that the bot was taken out of', () => {
  const { gateway, sent, listener, state } = connected([]);
  expect(gateway.attach('10', listener()).sendPayload(state('10', 'call'))).toBe(false);
  expect(sent).toEqual([]);
});

test('on a stage it becomes a speaker, or asks to be one where it may not', async () => {
  const { client, gateway } = connected(['10']);
  const asked: unknown[] = [];
  let mayInvite = true;
  client.rest.patch = async (route, { body } = {}) => {
    asked.push([route, body]);
    if (!mayInvite && 'suppress' in (body as object)) throw new Error('Missing Permissions');
    return {};
  };
  expect(await gateway.unsuppress?.('10', 'stage')).toBe(true);
  mayInvite = false;
  expect(await gateway.unsuppress?.('10', 'stage')).toBe(false);
  const route = Routes.guildVoiceState('10', '@me');
  const speaks = [route, { channel_id: 'stage', suppress: false }];
  const asks = { channel_id: 'stage', request_to_speak_timestamp: expect.stringMatching(/^20/) };
  expect(asked).toEqual([speaks, speaks, [route, asks]]);
});
