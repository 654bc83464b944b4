import { ChannelType, GuildFeature, Locale } from 'discord-api-types/v10';
import type { Client, VoiceState } from 'discord.js';

/** The names that somebody has on Discord. */
export interface DiscordNames {
  readonly nickname?: string | undefined;
  readonly displayName?: string | undefined;
  readonly userName: string;
}

/** The name under which people in a server see somebody. */
export function nameInServer({ nickname, displayName, userName }: DiscordNames): string {
  return nickname ?? displayName ?? userName;
}

/** Where somebody is in a call, and whether they can speak there. */
export interface AuthorVoice {
  readonly channelId: string;
  /** By themselves or by a moderator. */
  readonly muted: boolean;
  /** In the audience of a Stage. */
  readonly audience: boolean;
}

/** Tells what Discord last said of servers, from memory. */
export type GuildView = ReturnType<typeof guildView>;

export function guildView(client: Client) {
  return {
    /** Undefined until the gateway has told it. */
    get botId() {
      return client.user?.id;
    },
    knows: (guildId: string) => client.guilds.cache.has(guildId),
    /** The channel of a thread. */
    parentOf(channelId: string) {
      const channel = client.channels.cache.get(channelId);
      return channel?.isThread() ? (channel.parentId ?? undefined) : undefined;
    },
    /** The category of a channel, or of a thread's channel. */
    categoryOf(channelId: string) {
      const channel = client.channels.cache.get(channelId);
      const settled = channel?.isThread() ? channel.parent : channel;
      return settled && 'parentId' in settled ? (settled.parentId ?? undefined) : undefined;
    },
    voiceOf(guildId: string, userId: string) {
      const state = client.guilds.cache.get(guildId)?.voiceStates.cache.get(userId);
      return state && voiceOf(state);
    },
    namesOf(guildId: string, userId: string): DiscordNames | undefined {
      const member = client.guilds.cache.get(guildId)?.members.cache.get(userId);
      if (!member) return undefined;
      const { nickname, user } = member;
      return {
        nickname: nickname ?? undefined,
        displayName: user.globalName ?? undefined,
        userName: user.username,
      };
    },
    roleName: (guildId: string, roleId: string) =>
      client.guilds.cache.get(guildId)?.roles.cache.get(roleId)?.name,
    /** Undefined for a channel of another server, too: who knows its id may not be let in there. */
    channelName(guildId: string, channelId: string) {
      const channel = client.channels.cache.get(channelId);
      if (!channel || channel.isDMBased() || channel.guildId !== guildId) return undefined;
      return channel.name;
    },
    /** The language of a server, as a BCP 47 tag; undefined where Discord let nobody choose one. */
    localeOf: (guildId: string) => localeOf(client, guildId),
  };
}

/** Tells the voice channels of a server, without its Stages. */
export function voiceChannelsOf(client: Client): (guildId: string) => readonly string[] {
  return (guildId) =>
    [...(client.guilds.cache.get(guildId)?.channels.cache.values() ?? [])]
      .filter(({ type }) => type === ChannelType.GuildVoice)
      .map(({ id }) => id);
}

function localeOf(client: Client, guildId: string): string | undefined {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) return undefined;
  const { preferredLocale, features } = guild;
  // It is this one everywhere but in Communities, which may have chosen it.
  const isChosen =
    preferredLocale !== Locale.EnglishUS || features.includes(GuildFeature.Community);
  return isChosen ? preferredLocale : undefined;
}

function voiceOf(state: VoiceState): AuthorVoice | undefined {
  const { channelId, channel, suppress } = state;
  if (channelId === null) return undefined;
  return {
    channelId,
    muted: state.selfMute === true || state.serverMute === true,
    audience: channel?.type === ChannelType.GuildStageVoice && suppress === true,
  };
}
