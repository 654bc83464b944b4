import { setImmediate as nextTurn } from 'node:timers/promises';

import {
  ChannelType,
  GatewayDispatchEvents,
  GatewayOpcodes,
  GatewayRequestChannelInfoField,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type {
  GatewayChannelDeleteDispatchData,
  GatewayChannelInfoDispatchData,
  GatewayVoiceChannelStatusUpdateDispatchData,
  Snowflake,
} from 'discord-api-types/v10';
import type { Client, GuildBasedChannel, GuildMember, Role } from 'discord.js';

/** Discord says nothing to somebody who may not ask. */
const answerWithinMs = 3_000;
/** Each takes some 50 µs for a person of a hundred roles. */
const checksPerTurn = 50;

/** The statuses of voice channels: what stands under their names. */
export interface ChannelStatuses {
  /** The status there now, '' for none; asked for once in each server. Undefined when Discord doesn't say. */
  of(guildId: string, channelId: string): Promise<string | undefined>;
  /** Whether the bot may set one, being in that channel or not; a Stage has none. */
  maySet(guildId: string, channelId: string, from?: 'inside' | 'from elsewhere'): boolean;
  /** '' takes it away. Rejects as Discord refuses it. */
  set(channelId: string, status: string): Promise<void>;
  /**
   * Whether a text channel may be named to everybody who sees the voice channel: those in the call, by `userIds`, and
   * whoever has any of the server's roles. Thousands of people and 250 roles are looked at in several turns of the event
   * loop.
   */
  mayBeNamed(
    guildId: string,
    textId: string,
    voiceId: string,
    userIds: readonly string[],
  ): Promise<boolean>;
  /** Calls back when the status of a channel is another, whoever set it. */
  watch(changed: (guildId: string, channelId: string, status: string) => void): void;
}

export function channelStatuses(client: Client): ChannelStatuses {
  const known = new Map<string, Map<Snowflake, string>>();
  const answers = new Map<string, PromiseWithResolvers<void>>();
  const channelIn = (guildId: string, id: string): GuildBasedChannel | undefined =>
    client.guilds.cache.get(guildId)?.channels.cache.get(id);

  client.ws.on(GatewayDispatchEvents.ChannelInfo, (info: GatewayChannelInfoDispatchData) => {
    known.set(info.guild_id, new Map(info.channels.map(({ id, status }) => [id, status ?? ''])));
    answers.get(info.guild_id)?.resolve();
  });
  client.ws.on(
    GatewayDispatchEvents.VoiceChannelStatusUpdate,
    ({ guild_id, id, status }: GatewayVoiceChannelStatusUpdateDispatchData) =>
      void known.get(guild_id)?.set(id, status ?? ''),
  );
  client.ws.on(
    GatewayDispatchEvents.ChannelDelete,
    ({ guild_id, id }: GatewayChannelDeleteDispatchData) => void known.get(guild_id)?.delete(id),
  );
  // Changes during an outage, or before a new session, were told to nobody.
  for (const event of [GatewayDispatchEvents.GuildCreate, GatewayDispatchEvents.GuildDelete])
    client.ws.on(event, ({ id }: { readonly id: string }) => void known.delete(id));

  async function ask(guildId: string): Promise<void> {
    const guild = client.guilds.cache.get(guildId);
    if (!guild) return;
    const answer = answers.get(guildId) ?? Promise.withResolvers<void>();
    if (!answers.has(guildId)) {
      answers.set(guildId, answer);
      const d = { guild_id: guildId, fields: [GatewayRequestChannelInfoField.Status] };
      guild.shard.send({ op: GatewayOpcodes.RequestChannelInfo, d });
    }
    const late = setTimeout(answer.resolve, answerWithinMs).unref();
    await answer.promise;
    clearTimeout(late);
    answers.delete(guildId);
  }

  return {
    async of(guildId, channelId) {
      if (!known.has(guildId)) await ask(guildId);
      const statuses = known.get(guildId);
      return statuses && (statuses.get(channelId) ?? '');
    },
    maySet(guildId, channelId, from = 'inside') {
      const channel = channelIn(guildId, channelId);
      const me = channel?.guild.members.me;
      if (channel?.type !== ChannelType.GuildVoice || !me) return false;
      const { SetVoiceChannelStatus, ManageChannels } = PermissionFlagsBits;
      const needed =
        from === 'inside' ? SetVoiceChannelStatus : [SetVoiceChannelStatus, ManageChannels];
      return channel.permissionsFor(me).has(needed);
    },
    async set(channelId, status) {
      await client.rest.put(`/channels/${channelId}/voice-status`, { body: { status } });
    },
    async mayBeNamed(guildId, textId, voiceId, userIds) {
      const [text, voice] = [channelIn(guildId, textId), channelIn(guildId, voiceId)];
      return text !== undefined && voice !== undefined && mayBeNamed(text, voice, userIds);
    },
    watch(changed) {
      client.ws.on(
        GatewayDispatchEvents.VoiceChannelStatusUpdate,
        ({ guild_id, id, status }: GatewayVoiceChannelStatusUpdateDispatchData) =>
          changed(guild_id, id, status ?? ''),
      );
    },
  };
}

async function mayBeNamed(
  text: GuildBasedChannel,
  voice: GuildBasedChannel,
  userIds: readonly string[],
): Promise<boolean> {
  const { members, roles } = text.guild;
  const sees = (channel: GuildBasedChannel, who: GuildMember | Role): boolean =>
    channel.permissionsFor(who).has(PermissionFlagsBits.ViewChannel);
  const isLetIn = (id: string): boolean => {
    const member = members.cache.get(id);
    return member !== undefined && sees(text, member);
  };
  return (
    (await everyInTurns(userIds, isLetIn)) &&
    everyInTurns([...roles.cache.values()], (role) => !sees(voice, role) || sees(text, role))
  );
}

/** As `every`, with a turn of the event loop for everybody else after some of them. */
async function everyInTurns<Item>(
  items: readonly Item[],
  isTrueOf: (item: Item) => boolean,
): Promise<boolean> {
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % checksPerTurn === 0) await nextTurn();
    if (!isTrueOf(item)) return false;
  }
  return true;
}
