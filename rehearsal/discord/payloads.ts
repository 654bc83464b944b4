/** The stand-in's things in the JSON that Discord sends. */
import { ChannelType } from 'discord-api-types/v10';

import type { Channel, Guild, Member, Role, User, VoiceState } from './model.ts';
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
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    ...(user.bot && { bot: true }),
    flags: 0,
    public_flags: 0,
    primary_guild: null,
  };
}

/** The bot's own user, as it alone is told of it. */
export function selfJson(user: User): Json {
  return { ...userJson(user), locale: 'en-US', mfa_enabled: true, verified: true, email: null };
}

export function memberJson(member: Member): Json {
  return {
    user: userJson(member.user),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roleIds],
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: member.timedOutUntil,
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
    managed: role.botId !== undefined,
    mentionable: false,
    flags: 0,
    ...(role.botId !== undefined && { tags: { bot_id: role.botId } }),
  };
}

export function channelJson(channel: Channel, world: World): Json {
  const common = { id: channel.id, type: channel.type, flags: 0, last_message_id: null };
  if (channel.guildId === undefined) {
    const recipients = channel.recipientIds.map((id) => userJson(world.user(id)));
    const [owner] = channel.recipientIds;
    if (channel.type !== ChannelType.GroupDM) return { ...common, recipients };
    return { ...common, name: channel.name, icon: null, owner_id: owner, recipients };
  }
  const inGuild = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
  };
  if (isThread(channel)) {
    return { ...inGuild, owner_id: world.guild(channel.guildId).ownerId, ...threadFields(channel) };
  }
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
        }
      : { topic: null }),
  };
}

function threadFields(channel: Channel): Json {
  return {
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

/** Discord's partial member, where somebody is only named: without the user, and without their ears and mouth. */
export function partialMemberJson(member: Member): Json {
  const { user: _, deaf: _deaf, mute: _mute, ...partial } = memberJson(member);
  return partial;
}

const PARTIAL_CHANNEL_FIELDS = new Set([
  'id',
  'name',
  'type',
  'last_message_id',
  'last_pin_timestamp',
  'nsfw',
  'parent_id',
  'guild_id',
  'flags',
  'rate_limit_per_user',
  'topic',
  'position',
  'thread_metadata',
]);

/** A channel where it is only named (interactions, "Resolved Data Structure"), with what that person may do in it. */
export function partialChannelJson(channel: Channel, userId: string, world: World): Json {
  const whole = Object.entries(channelJson(channel, world));
  return {
    ...Object.fromEntries(whole.filter(([field]) => PARTIAL_CHANNEL_FIELDS.has(field))),
    permissions: String(world.permissions(channel, userId)),
  };
}

/** A voice state as the bot gets it; `channelId` null says that the person left. */
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
    features: guild.features,
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
