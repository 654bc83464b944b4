/** The stand-in's things in the JSON that Discord sends. */
import { ChannelType } from 'discord-api-types/v10';

import type {
  Attachment,
  Channel,
  Guild,
  Member,
  Message,
  Role,
  User,
  VoiceState,
} from './model.ts';
import { isoTimeOf } from './snowflake.ts';
import type { World } from './world.ts';

export type Json = Record<string, unknown>;

const THREAD_TYPES = new Set([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);
const VOICE_TYPES = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

export function isThread(channel: Channel): boolean {
  return THREAD_TYPES.has(channel.type);
}

export function isVoice(channel: Channel): boolean {
  return VOICE_TYPES.has(channel.type);
}

export function userJson(user: User): Json {
  return {
    id: user.id,
    username: user.username,
    global_name: user.bot ? null : user.displayName,
    discriminator: user.bot ? '0001' : '0',
    avatar: null,
    bot: user.bot,
    public_flags: 0,
  };
}

export function memberJson(member: Member): Json {
  return {
    user: userJson(member.user),
    nick: member.nick,
    avatar: null,
    roles: [...member.roleIds],
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

export function roleJson(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: String(role.permissions),
    managed: role.managed,
    mentionable: false,
    flags: 0,
  };
}

export function channelJson(channel: Channel, world: World): Json {
  const common = { id: channel.id, type: channel.type, flags: 0, last_message_id: null };
  if (channel.guildId === undefined) {
    return { ...common, recipients: channel.recipientIds.map((id) => userJson(world.user(id))) };
  }
  const inGuild = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
  };
  if (isThread(channel)) return { ...inGuild, ...threadFields(channel) };
  return {
    ...inGuild,
    position: channel.position,
    nsfw: channel.nsfw,
    rate_limit_per_user: 0,
    permission_overwrites: [...channel.overwrites.values()].map(({ id, kind, allow, deny }) => ({
      id,
      type: kind === 'role' ? 0 : 1,
      allow: String(allow),
      deny: String(deny),
    })),
    ...(isVoice(channel)
      ? {
          bitrate: 64_000,
          user_limit: channel.userLimit,
          rtc_region: null,
          status: channel.voiceStatus,
        }
      : { topic: null }),
  };
}

function threadFields(channel: Channel): Json {
  return {
    owner_id: null,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 1440,
      archive_timestamp: isoTimeOf(channel.id),
      locked: false,
      create_timestamp: isoTimeOf(channel.id),
    },
  };
}

/** What the bot gets for a voice state; `channelId` null says that the person left. */
export function voiceStateJson(
  state: VoiceState,
  member: Member | undefined,
  channelId: string | null,
): Json {
  return {
    guild_id: state.guildId,
    channel_id: channelId,
    user_id: state.userId,
    ...(member && { member: memberJson(member) }),
    session_id: state.sessionId,
    deaf: state.deaf,
    mute: state.mute,
    self_deaf: state.selfDeaf,
    self_mute: state.selfMute,
    self_video: false,
    suppress: state.suppress,
    request_to_speak_timestamp: state.requestToSpeakTimestamp,
  };
}

export function guildJson(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()].map(roleJson),
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    stickers: [],
  };
}

export function attachmentJson(attachment: Attachment): Json {
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.sizeBytes,
    url: attachment.url,
    proxy_url: attachment.url,
    content_type: attachment.contentType,
    ...(attachment.description !== undefined && { description: attachment.description }),
    ...(attachment.durationSecs !== undefined && { duration_secs: attachment.durationSecs }),
    ...(attachment.waveform !== undefined && { waveform: attachment.waveform }),
    ...(attachment.ephemeral && { ephemeral: true }),
  };
}

export function messageJson(message: Message, world: World): Json {
  const mentions = message.pings.userIds.flatMap((id) => world.users.get(id) ?? []);
  const { interaction } = message;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    content: message.content,
    flags: message.flags,
    author: userJson(message.author),
    timestamp: isoTimeOf(message.id),
    edited_timestamp: message.editedTimestamp,
    tts: false,
    pinned: false,
    mention_everyone: message.pings.everyone,
    mentions: mentions.map(userJson),
    mention_roles: message.pings.roleIds,
    attachments: message.attachments.map(attachmentJson),
    embeds: message.embeds,
    components: message.components,
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.replyToId !== undefined && {
      message_reference: {
        type: 0,
        message_id: message.replyToId,
        channel_id: message.channelId,
        ...(message.guildId !== undefined && { guild_id: message.guildId }),
      },
    }),
    ...(interaction && {
      webhook_id: world.applicationId,
      application_id: world.applicationId,
      interaction_metadata: {
        id: interaction.id,
        type: interaction.type,
        user: userJson(interaction.user),
        authorizing_integration_owners: {},
      },
    }),
  };
}
