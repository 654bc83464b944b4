import { once } from 'node:events';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { WebSocketManager } from '@discordjs/ws';
import { Events } from 'discord.js';
import type { Client } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { connection } from '#discord/client.ts';
import type { KeptSession } from '#discord/kept-sessions.ts';
import { RefusalGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';
import { ResumingStrategy } from '#discord/resuming.ts';

import { FakeLog } from '../fakes/log.ts';

// A client goes on with the session of an earlier one, and knows what that knew.

let discord: Discord;
const requests = discordRequests(new RefusalGuard(() => undefined));
const kept = new Map<number, KeptSession>();
const clients: Client[] = [];

beforeAll(async () => {
  discord = await startDiscord({ voice: false });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.destroy();
  kept.clear();
});
afterAll(async () => {
  await requests.close();
  await discord.close();
});

/** `goesOn`: whether it leaves its session to a next one. */
async function start(goesOn = true, seesTyping = false) {
  const options = {
    client: (): Client => here.client,
    sessions: {
      keep: async (whole: KeptSession) => {
        kept.set(whole.session.shardId, structuredClone(whole));
        return true;
      },
      take: async (shardId: number) => {
        const session = kept.get(shardId);
        kept.delete(shardId);
        return session && (JSON.parse(JSON.stringify(session)) as KeptSession);
      },
      clear: async () => kept.clear(),
    },
    goesOn: () => goesOn && isStopping,
    log: new FakeLog(),
  };
  let isStopping = false;
  const buildStrategy = (manager: WebSocketManager) => new ResumingStrategy(manager, options);
  const here = connection(discord.apiUrl, requests, {
    seesContent: true,
    seesTyping,
    ws: { buildStrategy },
  });
  const { client, whereabouts } = here;
  clients.push(client);
  const ready = once(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
  const stop = async (): Promise<void> => {
    isStopping = true;
    await client.destroy();
  };
  return { client, whereabouts, stop };
}

/** All of a server that the bot goes by. */
function knownOf({ client, whereabouts }: Awaited<ReturnType<typeof start>>, guildId: string) {
  const guild = client.guilds.cache.get(guildId);
  return {
    name: guild?.name,
    isAvailable: guild?.available,
    locale: guild?.preferredLocale,
    members: guild?.memberCount,
    me: guild?.members.me?.permissions.bitfield,
    roles: guild?.roles.cache.map(({ id, name, permissions }) => [id, name, permissions.bitfield]),
    channels: client.channels.cache
      .filter((channel) => !channel.isDMBased() && channel.guildId === guildId)
      .map((channel) => [
        channel.id,
        channel.type,
        'name' in channel && channel.name,
        'parentId' in channel && channel.parentId,
        'rawPosition' in channel && channel.rawPosition,
        'userLimit' in channel && channel.userLimit,
        'permissionOverwrites' in channel &&
          channel.permissionOverwrites.cache.map(({ id, allow, deny }) => [
            id,
            allow.bitfield,
            deny.bitfield,
          ]),
        whereabouts.sees(guildId, channel.id),
        whereabouts.everybody(guildId, channel.id),
        whereabouts.people(guildId, channel.id),
        whereabouts.speakers(guildId, channel.id),
        channel.isVoiceBased() && whereabouts.obstacle(guildId, channel.id) === undefined,
      ]),
    voices: guild?.voiceStates.cache
      .filter(({ channelId }) => channelId !== null)
      .map(({ id, channelId, serverMute, suppress }) => [
        id,
        channelId,
        serverMute,
        suppress,
        guild.members.cache.get(id)?.nickname,
        guild.members.cache.get(id)?.user.globalName,
        guild.members.cache.get(id)?.user.bot,
        guild.members.cache.get(id)?.roles.cache.map((role) => role.id),
      ]),
  };
}

/** A server with something of all that the bot goes by. */
function addServer() {
  const guild = discord.addGuild({ name: 'all', locale: 'fr' });
  const category = guild.addCategory({ name: 'category' });
  const text = guild.addText({ name: 'text', category, deny: ['SendMessages'] });
  guild.addThread(text, { name: 'thread' });
  guild.addText({ name: 'hidden', denyBot: ['ViewChannel'] });
  guild.addStage({ name: 'stage' });
  const call = guild.addVoice({ name: 'call', userLimit: 7 });
  const ann = discord.addPerson(guild, { name: 'Ann', nick: 'Annie' });
  const robot = discord.addPerson(guild, { name: 'robot', bot: true });
  discord.addRole(guild, 'readers', [ann]);
  for (const somebody of [ann, robot]) discord.join(call, somebody);
  return { guild, text, call, ann };
}

test('the next client knows all that the last one knew, without a word of Discord, and then what happened meanwhile', async () => {
  const { guild, call, ann } = addServer();
  const first = await start();
  const before = knownOf(first, guild.id);
  expect(before.voices).toHaveLength(2);
  const { identified, resumed } = discord.gateway.counts;
  await first.stop();
  const bob = discord.addPerson(guild, { name: 'Bob' });
  discord.join(call, bob);
  const added = guild.addText({ name: 'added' });
  const second = await start();
  expect(discord.gateway.counts).toMatchObject({ identified, resumed: resumed + 1 });
  await expect.poll(() => second.client.channels.cache.has(added.id)).toBe(true);
  expect(second.whereabouts.everybody(guild.id, call.id)).toContain(bob.id);
  discord.deleteChannel(added);
  await discord.leave(guild, bob);
  await expect.poll(() => second.client.channels.cache.has(added.id)).toBe(false);
  await expect
    .poll(() => knownOf(second, guild.id))
    .toEqual({ ...before, members: second.client.guilds.cache.get(guild.id)?.memberCount });
  expect(second.whereabouts.people(guild.id, call.id)).toBe(1);
  expect(second.whereabouts.channelOf(guild.id, ann.id)).toBe(call.id);
});

test('a session that Discord has forgotten is begun anew, and a server that is gone is gone', async () => {
  const { guild } = addServer();
  const gone = discord.addGuild({ name: 'gone' });
  const first = await start();
  const { identified } = discord.gateway.counts;
  const before = knownOf(first, guild.id);
  await first.stop();
  discord.gateway.forgetAway();
  discord.removeGuild(gone);
  const second = await start();
  expect(discord.gateway.counts.identified).toBe(identified + 1);
  await expect.poll(() => knownOf(second, guild.id)).toEqual(before);
});

test('where nobody goes on, the session ends; with other intents it is another', async () => {
  addServer();
  const { identified } = discord.gateway.counts;
  await (await start(false)).stop();
  expect(kept.size).toBe(0);
  await (await start()).stop();
  expect(kept.size).toBe(1);
  await start(true, true);
  expect(discord.gateway.counts.identified).toBe(identified + 3);
});
