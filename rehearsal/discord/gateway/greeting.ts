/** The first things that a session is told: who it is, and then each of its guilds. */
import { ApplicationFlags, GatewayIntentBits } from 'discord-api-types/v10';

import type { Guild } from '../model.ts';
import {
  channelJson,
  guildJson,
  isThread,
  type Json,
  memberJson,
  selfJson,
  voiceStateJson,
} from '../payloads.ts';
import type { World } from '../world.ts';
import type { Session } from './session.ts';

/** The flags of an application in fewer than 100 servers, by what it may ask the gateway for. */
export function applicationFlags(intentsAllowed: number): number {
  const flagOf: readonly (readonly [number, ApplicationFlags])[] = [
    [GatewayIntentBits.GuildPresences, ApplicationFlags.GatewayPresenceLimited],
    [GatewayIntentBits.GuildMembers, ApplicationFlags.GatewayGuildMembersLimited],
    [GatewayIntentBits.MessageContent, ApplicationFlags.GatewayMessageContentLimited],
  ];
  return flagOf.reduce(
    (flags, [intent, flag]) => ((intentsAllowed & intent) === 0 ? flags : flags | flag),
    0,
  );
}

/** The body of READY. `guilds`: those of the session's shard. */
export function readyJson(
  { id, shard }: Session,
  world: World,
  {
    guilds,
    url,
    intentsAllowed,
  }: { guilds: readonly Guild[]; url: string; intentsAllowed: number },
): Json {
  return {
    v: 10,
    user: selfJson(world.bot),
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: id,
    session_type: 'normal',
    resume_gateway_url: url,
    shard,
    application: { id: world.applicationId, flags: applicationFlags(intentsAllowed) },
    private_channels: [],
    relationships: [],
    user_settings: {},
    _trace: ['loopback'],
  };
}

/**
 * The body of GUILD_CREATE. Without the GUILD_PRESENCES intent its members are the bot and those in calls alone
 * (gateway events, "Guild Create"); its voice states name neither the guild nor the member.
 */
export function guildCreateJson(guild: Guild, world: World, intents: number): Json {
  const channels = world.channelsOf(guild.id);
  const everybody = (intents & GatewayIntentBits.GuildPresences) !== 0;
  const members = [...guild.members.values()].filter(
    ({ user: { id } }) => everybody || id === world.bot.id || guild.voiceStates.has(id),
  );
  return {
    ...guildJson(guild),
    joined_at: world.member(guild, world.bot.id).joinedAt,
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: members.map(memberJson),
    channels: channels
      .filter((channel) => !isThread(channel))
      .map((channel) => channelJson(channel, world)),
    threads: channels.filter(isThread).map((channel) => channelJson(channel, world)),
    voice_states: [...guild.voiceStates.values()].map((state) => {
      const { guild_id: _, ...rest } = voiceStateJson(state, undefined, state.channelId);
      return rest;
    }),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
