import type {
  AnyThreadChannel,
  Guild,
  GuildMember,
  NonThreadGuildBasedChannel,
  Role,
  VoiceState,
} from 'discord.js';

/*
 * A server as Discord would tell of it at the start of a session, but only what the bot goes by: where it may speak, who is in
 * calls, and what people and channels there are called. Whoever is not in a call is told of with their next message.
 */

/** All that is needed to go on with it. `threads`: those of the server that the library knows. */
export function slimGuild(guild: Guild, threads: readonly AnyThreadChannel[]): object {
  const { id, ownerId, preferredLocale, systemChannelId, memberCount, client } = guild;
  const present = guild.voiceStates.cache.filter(({ channelId }) => channelId !== null);
  return {
    id,
    name: guild.name,
    owner_id: ownerId,
    features: guild.features,
    preferred_locale: preferredLocale,
    system_channel_id: systemChannelId,
    member_count: memberCount,
    joined_at: guild.joinedAt.toISOString(),
    large: guild.large,
    unavailable: false,
    roles: guild.roles.cache.map(slimRole),
    channels: [...guild.channels.cache.values()].flatMap((channel) =>
      channel.isThread() ? [] : [slimChannel(channel)],
    ),
    threads: threads.map(slimThread),
    members: [...guild.members.cache.values()]
      .filter(({ id: userId }) => userId === client.user.id || present.has(userId))
      .map(slimMember),
    voice_states: present.map(slimVoiceState),
    emojis: [],
    stickers: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function slimRole({ id, name, rawPosition, permissions, tags }: Role): object {
  return {
    id,
    name,
    position: rawPosition,
    permissions: permissions.bitfield.toString(),
    ...(tags?.botId !== undefined && { tags: { bot_id: tags.botId } }),
  };
}

function slimChannel(channel: NonThreadGuildBasedChannel): object {
  const { id, type, name, rawPosition, parentId } = channel;
  return {
    id,
    type,
    name,
    position: rawPosition,
    parent_id: parentId,
    ...('nsfw' in channel && { nsfw: channel.nsfw }),
    // The library knows by it that people can speak there.
    ...('bitrate' in channel && { bitrate: channel.bitrate }),
    ...('userLimit' in channel && { user_limit: channel.userLimit }),
    permission_overwrites: channel.permissionOverwrites.cache.map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type,
      allow: overwrite.allow.bitfield.toString(),
      deny: overwrite.deny.bitfield.toString(),
    })),
  };
}

function slimThread(thread: AnyThreadChannel): object {
  const { id, type, name, parentId, guildId, archived, autoArchiveDuration, locked } = thread;
  return {
    id,
    type,
    name,
    parent_id: parentId,
    guild_id: guildId,
    thread_metadata: {
      archived: archived ?? false,
      auto_archive_duration: autoArchiveDuration,
      archive_timestamp: thread.archivedAt?.toISOString(),
      locked: locked ?? false,
    },
  };
}

function slimMember(member: GuildMember): object {
  const { user, nickname, joinedAt, communicationDisabledUntil, pending, guild } = member;
  return {
    user: {
      id: user.id,
      username: user.username,
      discriminator: user.discriminator,
      global_name: user.globalName,
      avatar: null,
      bot: user.bot,
    },
    nick: nickname,
    roles: member.roles.cache.filter(({ id }) => id !== guild.id).map(({ id }) => id),
    joined_at: joinedAt?.toISOString(),
    communication_disabled_until: communicationDisabledUntil?.toISOString() ?? null,
    pending,
    flags: member.flags.bitfield,
  };
}

function slimVoiceState(state: VoiceState): object {
  return {
    user_id: state.id,
    channel_id: state.channelId,
    session_id: state.sessionId,
    deaf: state.serverDeaf ?? false,
    mute: state.serverMute ?? false,
    self_deaf: state.selfDeaf ?? false,
    self_mute: state.selfMute ?? false,
    self_video: state.selfVideo ?? false,
    self_stream: state.streaming ?? false,
    suppress: state.suppress ?? false,
    request_to_speak_timestamp: null,
  };
}
