import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Client, GuildMember, VoiceBasedChannel } from 'discord.js';

import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import type { InCalls } from './in-calls.ts';

const neededRights = [
  [PermissionFlagsBits.ViewChannel, text(($) => $.discord.neededRights.viewChannel)],
  [PermissionFlagsBits.Connect, text(($) => $.discord.neededRights.connect)],
  [PermissionFlagsBits.Speak, text(($) => $.discord.neededRights.speak)],
] as const;

/** Tells who is in which voice channel, as Discord last said; from memory. */
export type Whereabouts = ReturnType<typeof whereabouts>;

/** Why the bot comes to no call of a server, whatever its rights there are; undefined where it may. */
export type StaysAway = (guildId: string) => Text | undefined;

export function whereabouts(
  client: Client,
  inCalls: InCalls,
  staysAway: StaysAway = () => undefined,
) {
  return {
    channelOf: (guildId: string, userId: string) => inCalls.channelOf(guildId, userId),
    /** The server in whose calls somebody is. */
    guildOf: (userId: string) => inCalls.guildOf(userId),
    /** People in a voice channel; bots don't count. */
    people: (guildId: string, channelId: string) => inCalls.count(guildId, channelId).people,
    /** People in a voice channel whom others hear when they speak. */
    speakers: (guildId: string, channelId: string) => inCalls.count(guildId, channelId).speakers,
    /** Everybody in a voice channel, bots too. */
    everybody: (guildId: string, channelId: string) => inCalls.everybody(guildId, channelId),
    /** Whether the bot may see a channel; true for one that Discord has not told of, such as an old thread. */
    sees(guildId: string, channelId: string) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      return !channel || !me || channel.permissionsFor(me).has(PermissionFlagsBits.ViewChannel);
    },
    /** Whether somebody may come into a voice channel; false where it isn't known. */
    mayEnter(guildId: string, channelId: string, userId: string) {
      const channel = client.guilds.cache.get(guildId)?.channels.cache.get(channelId);
      const rights = channel?.permissionsFor(userId);
      return rights?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.Connect]) ?? false;
    },
    /**
     * Why the bot can't be heard there, as a text; undefined when it can. Asked before joining, since Discord answers
     * nothing at all to a join that it doesn't allow.
     */
    obstacle(guildId: string, channelId: string) {
      const kept = staysAway(guildId);
      if (kept !== undefined) return kept;
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const me = guild?.members.me;
      if (!channel?.isVoiceBased() || !me) return text(($) => $.discord.obstacles.unseen);
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
): Text | undefined {
  const rights = channel.permissionsFor(me);
  const shown = `<#${channel.id}>`;
  const missing = neededRights
    // Nobody on a stage has Speak; whoever is invited to it speaks.
    .filter(
      ([right]) =>
        !(channel.type === ChannelType.GuildStageVoice && right === PermissionFlagsBits.Speak),
    )
    .filter(([right]) => !rights.has(right))
    .map(([, name]) => name);
  if (missing.length > 0) {
    const lacking = { channel: shown, rights: missing, count: missing.length };
    return text(($) => $.discord.obstacles.rights, lacking);
  }
  const isFull = channel.userLimit > 0 && takenBy >= channel.userLimit;
  if (isFull && !isInside && !rights.has(PermissionFlagsBits.MoveMembers))
    return text(($) => $.discord.obstacles.full, { channel: shown, limit: channel.userLimit });
  if (
    channel.type === ChannelType.GuildStageVoice &&
    !rights.any([PermissionFlagsBits.MuteMembers, PermissionFlagsBits.RequestToSpeak])
  )
    return text(($) => $.discord.obstacles.audience, { channel: shown });
  if (me.isCommunicationDisabled()) return text(($) => $.discord.obstacles.timedOut);
  return undefined;
}
