import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Client, GuildMember, VoiceBasedChannel } from 'discord.js';

import type { InCalls } from './in-calls.ts';

const neededRights = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.Connect, 'Connect'],
  [PermissionFlagsBits.Speak, 'Speak'],
] as const;

/** Tells who is in which voice channel, as Discord last said; from memory. */
export interface Whereabouts {
  channelOf(guildId: string, userId: string): string | undefined;
  /** People in a voice channel; bots don't count. */
  people(guildId: string, channelId: string): number;
  /** Whether the bot may see a channel; true for one that Discord has not told of, such as an old thread. */
  sees(guildId: string, channelId: string): boolean;
  /**
   * Why the bot can't be heard there, as a sentence; undefined when it can. Asked before joining, since Discord answers
   * nothing at all to a join that it doesn't allow.
   */
  obstacle(guildId: string, channelId: string): string | undefined;
}

export function whereabouts(client: Client, inCalls: InCalls): Whereabouts {
  return {
    channelOf: (guildId, userId) => inCalls.channelOf(guildId, userId),
    people: (guildId, channelId) => inCalls.count(guildId, channelId).people,
    sees(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      return !channel || !me || channel.permissionsFor(me).has(PermissionFlagsBits.ViewChannel);
    },
    obstacle(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      if (!channel?.isVoiceBased() || !me)
        return "I can't see that voice channel: I need the right **View Channel** there.";
      const takenBy = inCalls.count(guildId, channelId).all;
      const isInside = inCalls.channelOf(guildId, me.id) === channelId;
      return obstacleTo(channel, me, { takenBy, isInside });
    },
  };
}

/** `takenBy`: places that are taken, by bots too; `isInside`: the bot has its own already. */
function obstacleTo(
  channel: VoiceBasedChannel,
  me: GuildMember,
  { takenBy, isInside }: { readonly takenBy: number; readonly isInside: boolean },
): string | undefined {
  const rights = channel.permissionsFor(me);
  const missing = neededRights
    // Nobody on a stage has Speak; whoever is invited to it speaks.
    .filter(
      ([right]) =>
        !(channel.type === ChannelType.GuildStageVoice && right === PermissionFlagsBits.Speak),
    )
    .filter(([right]) => !rights.has(right))
    .map(([, name]) => name);
  if (missing.length > 0) {
    const names = new Intl.ListFormat('en').format(missing.map((name) => `**${name}**`));
    return `I'm not allowed to speak in <#${channel.id}>: I need the right${missing.length > 1 ? 's' : ''} ${names} there.`;
  }
  const isFull = channel.userLimit > 0 && takenBy >= channel.userLimit;
  if (isFull && !isInside && !rights.has(PermissionFlagsBits.MoveMembers))
    return `<#${channel.id}> is full (at most ${channel.userLimit}).`;
  if (
    channel.type === ChannelType.GuildStageVoice &&
    !rights.any([PermissionFlagsBits.MuteMembers, PermissionFlagsBits.RequestToSpeak])
  )
    return `<#${channel.id}> is a stage: I need the right **Mute Members** or **Request to Speak** to speak there.`;
  if (me.isCommunicationDisabled())
    return "I was timed out in this server, so I can't join a voice channel until that ends.";
  return undefined;
}
