import { ChannelType, GuildFeature, Locale } from 'discord-api-types/v10';
import type { Client, VoiceState } from 'discord.js';

/** The names that somebody has on Discord. */
export interface DiscordNames {
  readonly nickname?: string | undefined;
  readonly displayName?: string | undefined;
  readonly userName: string;
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
export interface GuildView {
  /** Undefined until the gateway has told it. */
  readonly botId: string | undefined;
  knows(guildId: string): boolean;
  /** The channel of a thread. */
  parentOf(channelId: string): string | undefined;
  voiceOf(guildId: string, userId: string): AuthorVoice | undefined;
  namesOf(guildId: string, userId: string): DiscordNames | undefined;
  roleName(guildId: string, roleId: string): string | undefined;
  channelName(channelId: string): string | undefined;
  /** The language of a server, as a BCP 47 tag; undefined where Discord let nobody choose one. */
  localeOf(guildId: string): string | undefined;
}

export function guildView(client: Client): GuildView {
  return {
    get botId() {
      return client.user?.id;
    },
    knows: (guildId) => client.guilds.cache.has(guildId),
    parentOf(channelId) {
      const channel = client.channels.cache.get(channelId);
      return channel?.isThread() ? (channel.parentId ?? undefined) : undefined;
    },
    voiceOf(guildId, userId) {
      const state = client.guilds.cache.get(guildId)?.voiceStates.cache.get(userId);
      return state && voiceOf(state);
    },
    namesOf(guildId, userId) {
      const member = client.guilds.cache.get(guildId)?.members.cache.get(userId);
      if (!member) return undefined;
      const { nickname, user } = member;
      return {
        nickname: nickname ?? undefined,
        displayName: user.globalName ?? undefined,
        userName: user.username,
      };
    },
    roleName: (guildId, roleId) => client.guilds.cache.get(guildId)?.roles.cache.get(roleId)?.name,
    channelName(channelId) {
      const channel = client.channels.cache.get(channelId);
      return channel && 'name' in channel ? (channel.name ?? undefined) : undefined;
    },
    localeOf: (guildId) => localeOf(client, guildId),
  };
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
